import type { IdleWatchers } from './idle-watchers.ts';
import type { WatchedGateway } from './gateway-pair.ts';

const SAMPLES = 50;

/** Streams that say nothing any more would be cheap: in the end some orders are made to change. */
export async function checkCancellationsAreHeard(
  { gatewayUrl, orders: { paths } }: WatchedGateway,
  watchers: IdleWatchers,
): Promise<void> {
  const step = Math.max(1, Math.floor(paths.length / SAMPLES));
  for (let index = 0; index < paths.length; index += step) {
    const { status } = await fetch(`${gatewayUrl}${paths[index] ?? ''}`, { method: 'DELETE' });
    if (status !== 200) throw new Error(`a standing order could not be cancelled: ${status}`);
    await watchers.hearsOfCancellation(index);
  }
}
