import { buildApps, isBuilt } from '../build/build-apps.ts';
import { ensureRedisServer } from '../stack/redis-binary.ts';
import { reclaimLeftovers } from '../stack/run-records.ts';
import { requireFreePorts, requireRedis } from './preconditions.ts';
import type { StartSettings } from './start-settings.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Everything that has to be so before a process can start, the quick questions first.
 *
 * @throws PreconditionError, BuildError, or the signal's reason when it was given up
 */
export async function prepare(
  settings: StartSettings,
  dataDir: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  await reclaim(dataDir, terminal);
  await requireFreePorts(settings);
  signal.throwIfAborted();
  if (settings.redisUrl !== undefined) await requireRedis(settings.redisUrl);
  else await ensureRedisServer((line) => terminal.busy(line));
  signal.throwIfAborted();
  await build(terminal, signal);
  signal.throwIfAborted();
}

async function reclaim(dataDir: string, terminal: Terminal): Promise<void> {
  terminal.move('looking for what an earlier run left');
  const names = await reclaimLeftovers(dataDir);
  if (names.length > 0) terminal.done('reclaimed', `${names.join(', ')} of a run that was killed`);
}

async function build(terminal: Terminal, signal: AbortSignal): Promise<void> {
  if (isBuilt()) return;
  const startedAt = performance.now();
  terminal.busy('building the three apps and the lab');
  await buildApps(signal);
  terminal.done('built', `in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
}
