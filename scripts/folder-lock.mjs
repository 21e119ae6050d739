import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const CHECK_INTERVAL_MS = 200;
const HEARTBEAT_MS = 2_000;
/** A holder that gave no sign of life for so long is gone, whoever has its pid now. */
const SILENT_AFTER_MS = 60_000;

/**
 * Runs `work` while holding a lock that is a folder (making one is atomic everywhere). Waits for
 * another holder, and takes over from one that died.
 */
export async function withFolderLock(folder, holder, work) {
  await take(folder, holder);
  const heartbeat = setInterval(() => utimesSync(folder, new Date(), new Date()), HEARTBEAT_MS);
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
}

async function take(folder, holder) {
  mkdirSync(dirname(folder), { recursive: true });
  for (let waits = 0; !tryTake(folder); waits += 1) {
    if (isAbandoned(folder)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (waits === 0) console.error(`Waiting for ${holder} to end …`);
    await new Promise((resolve) => setTimeout(resolve, CHECK_INTERVAL_MS));
  }
}

function tryTake(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return true;
}

/** Between making the folder and writing the pid into it there is no owner: ask the clock then. */
function isAbandoned(folder) {
  try {
    if (Date.now() - statSync(folder).mtimeMs > SILENT_AFTER_MS) return true;
    const owner = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return owner > 0 && !isRunning(owner);
  } catch {
    return false;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
