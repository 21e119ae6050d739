import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { sampleOrder } from '../measure/sample-order.ts';
import type { AcceptVariant, VariantKey } from './accept-variant.ts';

const SAMPLES = 200;

/** Ceilings and steps that check nothing on purpose; their titles say so. */
const UNCHECKED: readonly VariantKey[] = ['bare', 'bull', 'bullmq', 'tutorialUnchecked'];

const SETTLE_INTERVAL_MS = 200;

/**
 * A variant that answers fast but drops orders, or checks nothing, would win every benchmark: each
 * one has to take a known number of orders, have exactly these in its queue, and (where it validates)
 * refuse a bad one.
 * @throws Error that names the variant and what is wrong with it.
 */
export async function checkVariant(variant: AcceptVariant): Promise<void> {
  const { origin, pathname } = new URL(variant.url);
  const pool = new Pool(origin, { connections: 16 });
  const headers = { 'content-type': 'application/json', ...variant.load?.headers };
  const post = (order: object) => submit(pool, { path: pathname, headers, order });
  try {
    await variant.reset();
    const orders = Array.from({ length: SAMPLES }, (_, index) => sampleOrder(`check-${index}`));
    const statuses = await Promise.all(orders.map(post));
    if (statuses.some((status) => status !== 202)) throw fault(variant, `answered ${statuses[0]}`);
    await expectQueued(variant, SAMPLES);
    if (!UNCHECKED.includes(variant.key)) await expectRefusal(variant, post);
  } finally {
    await pool.close();
  }
}

/**
 * After a measurement, every accepted order must be in the queue. The generator hangs up with one
 * request per connection on its way, which may still be taken in: so many more there may be.
 * @throws Error when orders are missing, or too many are there.
 */
export async function checkAllQueued(
  variant: AcceptVariant,
  accepted: number,
  connections: number,
): Promise<void> {
  const queued = await variant.countQueued();
  if (queued === undefined) return;
  if (queued >= accepted && queued <= accepted + connections) return;
  throw fault(variant, `answered 202 to ${accepted} orders but queued ${queued}`);
}

/** Waits for what the generator left on its way when it hung up: it would fall into what comes next. */
export async function settled(variant: AcceptVariant): Promise<void> {
  let before: number | undefined;
  let now = await variant.countQueued();
  do {
    before = now;
    await pause(SETTLE_INTERVAL_MS);
    now = await variant.countQueued();
  } while (now !== before);
}

async function expectQueued(variant: AcceptVariant, expected: number): Promise<void> {
  const queued = await variant.countQueued();
  if (queued === undefined || queued === expected) return;
  throw fault(variant, `queued ${queued} of ${expected} accepted orders`);
}

async function expectRefusal(
  variant: AcceptVariant,
  post: (order: object) => Promise<number>,
): Promise<void> {
  const status = await post({ ...sampleOrder('check-bad'), unknownMember: true });
  if (status !== 400) throw fault(variant, `answered ${status} to an order with an unknown member`);
}

async function submit(
  pool: Pool,
  { path, headers, order }: { path: string; headers: Record<string, string>; order: object },
): Promise<number> {
  const body = JSON.stringify(order);
  const answer = await pool.request({ method: 'POST', path, headers, body });
  await answer.body.dump();
  return answer.statusCode;
}

function fault({ title }: AcceptVariant, what: string): Error {
  return new Error(`the variant "${title}" ${what}: its figures would mean nothing`);
}
