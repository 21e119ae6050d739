import type { SeededRandom } from '../random/seeded-random.ts';

/**
 * What a client does with one order.
 *
 * - `keyed`, `unkeyed`: submits it, with or without an Idempotency-Key
 * - `sync`: submits it on the sync path
 * - `short-lived`: submits it with an Order-TTL of a few seconds
 * - `cancelled`: submits it and cancels it at once or a moment later
 * - `twice`: submits it to two gateways at the same time, with the same key
 * - `duplicate`: the same without a key
 * - `reworded`: submits another order with the same key afterwards
 */
export const ARRIVAL_KINDS = [
  'keyed',
  'unkeyed',
  'sync',
  'short-lived',
  'cancelled',
  'twice',
  'duplicate',
  'reworded',
] as const;

export type ArrivalKind = (typeof ARRIVAL_KINDS)[number];

/** How often each kind of arrival comes, relative to the others. */
export type LoadMix = Record<ArrivalKind, number>;

/** Mostly what an ordinary client does, with enough of the rest to meet every race in a run. */
export const CHAOS_MIX: LoadMix = {
  keyed: 42,
  unkeyed: 20,
  sync: 14,
  'short-lived': 7,
  cancelled: 7,
  twice: 5,
  duplicate: 3,
  reworded: 2,
};

export interface Arrival {
  kind: ArrivalKind;
  /** Counted from 0 over the gateways. */
  gateway: number;
  otherGateway: number;
  ttlS: number | undefined;
  cancelAfterMs: number;
}

export function drawArrival(random: SeededRandom, mix: LoadMix, gateways: number): Arrival {
  const kind = random.pickWeighted(ARRIVAL_KINDS.map((one) => [one, mix[one]] as const));
  const gateway = random.integer(0, gateways - 1);
  const step = gateways > 1 ? random.integer(1, gateways - 1) : 0;
  return {
    kind,
    gateway,
    otherGateway: (gateway + step) % gateways,
    ttlS: kind === 'short-lived' ? random.integer(1, 3) : undefined,
    cancelAfterMs: random.pick([0, 0, 5, 15, 40, 200]),
  };
}
