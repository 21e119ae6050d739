/** Brings node_modules to what the lock file says. Has no dependency and runs on any Node ≥ 18. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFolderLock } from './folder-lock.mjs';
import { fingerprint, isInstalled, matchesLock, stampFile } from './install-state.mjs';

export const PROJECT_FOLDER = dirname(dirname(fileURLToPath(import.meta.url)));

const HEARTBEAT_MS = 10_000;

/** Installs when the stamp does not match; returns at once (some 10 ms) when it does. */
export async function bootstrap(projectFolder = PROJECT_FOLDER) {
  if (isInstalled(projectFolder)) return;
  const lock = join(projectFolder, '.data', 'bootstrap.lock');
  await withFolderLock(lock, 'another installation', async () => {
    if (isInstalled(projectFolder)) return;
    if (!matchesLock(projectFolder)) await install(projectFolder);
    writeFileSync(stampFile(projectFolder), fingerprint(projectFolder));
  });
}

async function install(projectFolder) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  console.error('Installing dependencies (about a minute the first time) …');
  const say = () => console.error(`  … still installing, ${seconds()}`);
  const heartbeat = setInterval(say, HEARTBEAT_MS);
  try {
    await npmCi(projectFolder);
  } finally {
    clearInterval(heartbeat);
  }
  console.error(`Installed in ${seconds()}.`);
}

/** Dev and optional dependencies are asked for by name: NODE_ENV=production must not drop them. */
function npmCi(projectFolder) {
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const [command, ...before] = npmCommand();
  return new Promise((resolve, reject) => {
    const npm = spawn(command, [...before, ...args, '--loglevel=error'], {
      cwd: projectFolder,
      stdio: ['ignore', 2, 2],
    });
    npm.once('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    npm.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci failed (${signal ?? `exit code ${code}`}); see above.`));
    });
  });
}

/** The npm that runs us, if one does, by the very Node that it runs on. */
function npmCommand() {
  const script = process.env.npm_execpath;
  return script?.endsWith('npm-cli.js') ? [process.execPath, script] : ['npm'];
}
