/**
 * Preloaded into an app by this benchmark only (`node --import`), so that production has no endpoint
 * for it: SIGUSR2 starts V8's CPU profiler and, given again, writes what it has seen to a file.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const SAMPLING_INTERVAL_US = 250;

const file = new URL(import.meta.url).searchParams.get('file') ?? '';
const session = new Session();
let isProfiling = false;

async function toggle(): Promise<void> {
  isProfiling = !isProfiling;
  if (isProfiling) {
    await session.post('Profiler.start');
    return;
  }
  const { profile } = await session.post('Profiler.stop');
  // Whoever waits for the file must not find half of it.
  writeFileSync(`${file}.part`, JSON.stringify(profile));
  renameSync(`${file}.part`, file);
}

session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL_US });
process.on('SIGUSR2', () => void toggle());
