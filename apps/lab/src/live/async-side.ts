import { isTerminal, type OrderResponse, SluiceClient } from '@sluice/client';
import { gatewayRoot } from './gateway-root';
import { labOrders } from './lab-orders';
import type { Side } from './live-side';
import { counted, EMPTY_TALLY, type Tally } from './tally';

/** The oldest are asked for first, for they are done first; so many in a round. */
const QUESTIONS = 20;
const PAUSE_MS = 500;

/** Refusals are to be seen here, so nothing is sent again behind the visitor's back. */
const ONCE = { attempts: 1 };

/** Submits all orders in one request, then asks for each until it has ended. */
export const runAsyncSide: Side = async ({ count, apiKey, signal, report }) => {
  const client = new SluiceClient({
    baseUrl: gatewayRoot(),
    retry: ONCE,
    ...(apiKey === '' ? {} : { apiKey }),
  });
  const sentAt = performance.now();
  report({ ...EMPTY_TALLY, sent: count, counts: { sending: count } });
  const results = await client.batch(labOrders(count), { signal });
  const tookMs = performance.now() - sentAt;
  let tally: Tally = { ...EMPTY_TALLY, sent: count, answersMs: results.map(() => tookMs) };
  const open: OrderResponse[] = [];
  for (const result of results) {
    const isTaken = 'order' in result;
    tally = counted(tally, isTaken ? 'queued' : `${result.status} ${result.problem.code}`);
    if (isTaken) open.push(result.order);
  }
  report(tally);
  await follow(client, open, tally, { signal, report });
};

async function follow(
  client: SluiceClient,
  open: OrderResponse[],
  tally: Tally,
  { signal, report }: Pick<Parameters<Side>[0], 'signal' | 'report'>,
): Promise<void> {
  let told = tally;
  while (open.length > 0) {
    const asked = open.splice(0, QUESTIONS);
    const unfinished: OrderResponse[] = [];
    for (const before of asked) {
      const now = await client.get(before.id, { signal });
      told = noted(told, before, now);
      if (!isTerminal(now.status)) unfinished.push(now);
      report(told);
    }
    open.unshift(...unfinished);
    if (unfinished.length === asked.length) await pause(PAUSE_MS, signal);
  }
}

function noted(tally: Tally, before: OrderResponse, now: OrderResponse): Tally {
  const counting = now.status === before.status ? tally : counted(tally, now.status, before.status);
  if (now.status !== 'completed') return counting;
  const savedMs = Date.parse(now.updatedAt) - Date.parse(now.acceptedAt);
  return { ...counting, savedMs: [...counting.savedMs, savedMs] };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
