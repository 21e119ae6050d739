import type { SubmitOrderRequest } from '@sluice/client';
import { gatewayRoot } from './gateway-root';
import { labOrders } from './lab-orders';
import type { Side } from './live-side';
import { counted, EMPTY_TALLY, type Tally } from './tally';

/** Connections that browsers open to one host; more calls than that would only wait in here. */
export const CONNECTIONS = 6;

interface SyncAnswer {
  name: string;
  tookMs: number;
  isSaved: boolean;
  isRefusedKey: boolean;
}

/**
 * Sends orders with a call held open for each, six at a time. The client library is not used for these:
 * it would send again what was refused, and the refusals are what there is to see.
 */
export const runSyncSide: Side = async ({ count, apiKey, signal, report }) => {
  const waiting = labOrders(count);
  let tally: Tally = { ...EMPTY_TALLY, sent: 0 };
  const worker = async (): Promise<void> => {
    for (let order = waiting.shift(); order && !signal.aborted; order = waiting.shift()) {
      tally = counted({ ...tally, sent: tally.sent + 1 }, OPEN);
      report(tally);
      const answer = await send(order, apiKey, signal);
      tally = noted(tally, answer);
      if (answer.isRefusedKey) waiting.length = 0;
      report(tally);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
};

const OPEN = 'open';

function noted(tally: Tally, { name, tookMs, isSaved, isRefusedKey }: SyncAnswer): Tally {
  const { answersMs, savedMs } = tally;
  return {
    ...counted(tally, name, OPEN),
    answersMs: [...answersMs, tookMs],
    savedMs: isSaved ? [...savedMs, tookMs] : savedMs,
    ...(isRefusedKey ? { trouble: KEY_WANTED } : {}),
  };
}

/** What a gateway with keys says without one, or with one that it does not know. */
export const KEY_WANTED = 'This gateway wants an API key of a client: type one above.';

async function send(
  order: SubmitOrderRequest,
  apiKey: string,
  signal: AbortSignal,
): Promise<SyncAnswer> {
  const sentAt = performance.now();
  const response = await fetch(new URL('v1/orders/sync', gatewayRoot()), {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(order),
  });
  const answer = (await response.json()) as { code?: string };
  const isSaved = response.status === 200;
  return {
    name: isSaved ? '200 completed' : `${response.status} ${answer.code ?? ''}`.trim(),
    tookMs: performance.now() - sentAt,
    isSaved,
    isRefusedKey: response.status === 401 || response.status === 403,
  };
}
