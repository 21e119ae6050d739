import { readImmutablePart } from './order-header';

/** An order handed out for one attempt. */
export interface BegunOrder {
  verdict: 'begun';
  /** Needed to settle, renew or give back. */
  epoch: number;
  /** This attempt's number, from 1. */
  attempts: number;
  /** Whether an earlier attempt may have reached the backend. */
  inDoubt: boolean;
  orderJson: string;
  correlationId: string;
  traceparent?: string | undefined;
  acceptedAtMs: number;
  /** Null for an order taken in synchronously. */
  expiresAtMs: number | null;
}

export type BeginRefusal = 'unknown' | 'ended' | 'expired' | 'leased';

export type BeginVerdict = BegunOrder | { verdict: 'refused'; reason: BeginRefusal };

/** Reads what the begin script returns. */
export function readBegin(reply: unknown): BeginVerdict {
  if (typeof reply === 'string') return { verdict: 'refused', reason: reply as BeginRefusal };
  const [, epoch, attempts, inDoubt, part] = reply as [string, number, number, number, string];
  const { header, orderJson } = readImmutablePart(part);
  return {
    verdict: 'begun',
    epoch,
    attempts,
    inDoubt: inDoubt === 1,
    orderJson: orderJson ?? '',
    correlationId: header.correlationId,
    traceparent: header.traceparent,
    acceptedAtMs: header.acceptedAtMs,
    expiresAtMs: header.expiresAtMs,
  };
}
