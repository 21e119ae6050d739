/** What becomes of 150 calls within three seconds: as many completed, timed out, expired and refused as derived? */
import { BurstLoad } from '../lib/burst/burst-load.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const load = new BurstLoad('burst-150');

export const options = load.options;

export function arrive(): void {
  load.arrive();
}

export function watchHealth(): void {
  load.watchHealth();
}
