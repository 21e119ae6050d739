/** What becomes of 514 calls at once: does the synchronous face give up, and the queue carry on, as derived? */
import { BurstLoad } from '../lib/burst/burst-load.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const load = new BurstLoad('burst-514');

export const options = load.options;

export function arrive(): void {
  load.arrive();
}

export function watchHealth(): void {
  load.watchHealth();
}
