import type { OrderStatus, ProblemSummary } from '@sluice/contracts';
import { type OrderHeader, readImmutablePart } from './order-header';
import { generationOf } from './order-id';

/** An order as its record tells it: the one truth about it. */
export interface OrderRecord extends OrderHeader {
  orderId: string;
  status: OrderStatus;
  updatedAtMs: number;
  attempts: number;
  /** Grows with every change. */
  revision: number;
  /** Whether the order was taken in synchronously. */
  sync: boolean;
  /** Whether the backend may have it although nobody was told so. */
  inDoubt: boolean;
  /** The backend is not called before this; only if asked for. */
  notBeforeMs?: number;
  /** Null once the record was shrunk. */
  orderJson: string | null;
  result?: unknown;
  error?: ProblemSummary;
}

/** Reads the fields of a record's hash; null when there is none or it is another generation's. */
export function readOrderRecord(
  orderId: string,
  fields: Readonly<Record<string, string>>,
): OrderRecord | null {
  if (fields.d === undefined) return null;
  const { header, orderJson } = readImmutablePart(fields.d);
  if (header.generation !== generationOf(orderId)) return null;
  return {
    ...header,
    orderId,
    orderJson,
    status: (fields.s ?? 'queued') as OrderStatus,
    updatedAtMs: fields.u === undefined ? header.acceptedAtMs : Number(fields.u),
    attempts: Number(fields.a ?? 0),
    revision: Number(fields.v ?? 0),
    sync: fields.m === 'sync',
    inDoubt: fields.b === '1',
    ...(fields.n === undefined ? {} : { notBeforeMs: Number(fields.n) }),
    ...(fields.r === undefined ? {} : { result: JSON.parse(fields.r) as unknown }),
    ...(fields.x === undefined ? {} : { error: JSON.parse(fields.x) as ProblemSummary }),
  };
}
