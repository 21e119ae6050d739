import type { Resources } from '../../../bench/measure/resources.ts';
import { runMain } from '../../../bench/measure/run-main.ts';

/**
 * Runs a main function and ends the process when everything it started is gone. Left to itself Node
 * 26 at times spins for good in its own clean-up after a run (`Environment::CleanupHandles`).
 */
export async function runToTheEnd(main: (resources: Resources) => Promise<void>): Promise<never> {
  await runMain(main);
  process.exit();
}
