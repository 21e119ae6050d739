import type { OrderStatus } from '@sluice/contracts';

/** What the accept or claim script decided of one order that it did not take in. */
export type RefusedVerdict =
  /** The order number is taken; `orderId` and `status` are those of the order that has it. */
  | { verdict: 'duplicate'; orderId: string; status: OrderStatus }
  /** The same idempotency key with the same body: the first order is the answer. */
  | { verdict: 'replay'; orderId: string }
  /** The same idempotency key with another body. */
  | { verdict: 'key-reused'; orderId: string };

export type AcceptVerdict =
  | {
      verdict: 'accepted';
      orderId: string;
      acceptedAtMs: number;
      expiresAtMs: number;
      backlog: number;
    }
  | { verdict: 'full' | 'stale'; backlog: number }
  | RefusedVerdict;

export type ClaimVerdict =
  { verdict: 'claimed'; orderId: string; epoch: number; acceptedAtMs: number } | RefusedVerdict;

/** Reads what a script returns for an order that it refused because of another one. */
export function readRefusal(raw: readonly string[]): RefusedVerdict {
  const [kind, orderId, status] = raw as [string, string, OrderStatus];
  if (kind === 'duplicate') return { verdict: 'duplicate', orderId, status };
  return { verdict: kind === 'replay' ? 'replay' : 'key-reused', orderId };
}
