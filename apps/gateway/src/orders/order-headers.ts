import type { IncomingHttpHeaders } from 'node:http';
import { MESSAGE_HEADERS, ORDER_PRIORITIES, type OrderPriority } from '@sluice/contracts';
import { ProblemError } from '@sluice/platform';
import { readDateTimeMs } from './date-time';

/** What a request asks of the queue, beside the order itself; for each of its orders alike. */
export interface SubmissionOptions {
  /** Within this time the order has to be begun; undefined: the gateway's limit. */
  readonly ttlMs: number | undefined;
  /** Undefined: `normal`. */
  readonly priority: OrderPriority | undefined;
  /** Unix ms before which it must not be begun. It may have passed: Redis' clock decides. */
  readonly notBeforeMs: number | undefined;
}

type Field = string | string[] | undefined;

const DAY_MS = 86_400_000;
const FARTHEST_DAYS = 30;

/** Gateways' clocks differ a little from Redis', by which such times are kept. */
const CLOCK_TOLERANCE_MS = 60_000;

const WHOLE_SECONDS = /^[1-9][0-9]{0,8}$/;
const PRIORITIES: readonly unknown[] = ORDER_PRIORITIES;

const NOTHING: SubmissionOptions = {
  ttlMs: undefined,
  priority: undefined,
  notBeforeMs: undefined,
};

/**
 * The request headers `Order-TTL`, `Order-Priority` and `Order-Not-Before`.
 *
 * @throws ProblemError `invalid-request`
 */
export function readOrderHeaders(headers: IncomingHttpHeaders): SubmissionOptions {
  const ttl = headers['order-ttl'];
  const priority = headers['order-priority'];
  const notBefore = headers['order-not-before'];
  // Most requests have none of them.
  if (ttl === undefined && priority === undefined && notBefore === undefined) return NOTHING;
  return {
    ttlMs: readTtlMs('Order-TTL', ttl),
    priority: readPriority('Order-Priority', priority),
    notBeforeMs: readNotBeforeMs('Order-Not-Before', notBefore),
  };
}

/** The same of a message's headers. @throws ProblemError `invalid-request` */
export function readMessageOptions(
  header: (name: string) => string | undefined,
): SubmissionOptions {
  const { orderTtl, orderPriority, orderNotBefore } = MESSAGE_HEADERS;
  return {
    ttlMs: readTtlMs(orderTtl, header(orderTtl)),
    priority: readPriority(orderPriority, header(orderPriority)),
    notBeforeMs: readNotBeforeMs(orderNotBefore, header(orderNotBefore)),
  };
}

/**
 * Whoever has the backend called within the request cannot mean a later time.
 *
 * @throws ProblemError `invalid-request`
 */
export function refuseNotBefore(headers: IncomingHttpHeaders): void {
  if (headers['order-not-before'] === undefined) return;
  throw new ProblemError(
    'invalid-request',
    'Order-Not-Before is for orders that are queued; this call has the backend called at once.',
  );
}

function readTtlMs(name: string, field: Field): number | undefined {
  if (field === undefined) return undefined;
  if (typeof field === 'string' && WHOLE_SECONDS.test(field)) return Number(field) * 1000;
  throw bad(`${name} has to be a whole number of seconds, at least 1.`);
}

function readPriority(name: string, field: Field): OrderPriority | undefined {
  if (field === undefined) return undefined;
  if (PRIORITIES.includes(field)) return field as OrderPriority;
  throw bad(`${name} has to be one of ${ORDER_PRIORITIES.join(', ')}, in small letters.`);
}

function readNotBeforeMs(name: string, field: Field): number | undefined {
  if (field === undefined) return undefined;
  const timeMs = typeof field === 'string' ? readDateTimeMs(field) : undefined;
  if (timeMs === undefined) {
    throw bad(`${name} has to be a time with an offset, such as 2026-12-01T08:00:00Z (RFC 3339).`);
  }
  const aheadMs = timeMs - Date.now();
  if (aheadMs > FARTHEST_DAYS * DAY_MS + CLOCK_TOLERANCE_MS) {
    throw bad(`${name} may be at most ${FARTHEST_DAYS} days ahead.`);
  }
  return aheadMs < -CLOCK_TOLERANCE_MS ? undefined : timeMs;
}

const bad = (detail: string): ProblemError => new ProblemError('invalid-request', detail);
