import { isTerminal, type OrderResponse } from '@sluice/contracts';
import { type OrderRecord, OrderReader } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import { expiredProblem } from './expired-problem';
import { orderPath, toOrderResponse } from './order.mapper';
import { asking } from './queue-errors';
import { RetryEstimator } from './retry-estimator';
import { Injectable } from '@nestjs/common';

/** What a repeated request with the same Idempotency-Key is answered. */
export interface FirstAnswer {
  status: 200 | 202;
  headers: Record<string, string>;
  order: OrderResponse;
}

const REPLAYED = { 'idempotent-replayed': 'true' };

/** Gives the first request's answer again, derived from the order's record, on any gateway. */
@Injectable()
export class FirstAnswers {
  constructor(
    private readonly reader: OrderReader,
    private readonly retries: RetryEstimator,
  ) {}

  /**
   * Which way the order came in decides, not the way of the repeated request.
   *
   * @throws ProblemError `idempotency-key-in-use`, or what the first request was answered
   */
  async of(orderId: string): Promise<FirstAnswer> {
    const record = await asking(this.reader.find(orderId));
    if (!record) throw inUse(orderId);
    if (record.sync) return syncAnswer(record);
    return record.replyTo && isTerminal(record.status)
      ? heldAnswer(record, REPLAYED)
      : this.asyncAnswer(record);
  }

  /**
   * How an order of this very request ended, by its record, whoever ended it; undefined while it has
   * not.
   *
   * @throws ProblemError what an order that failed or expired is answered, or `queue-unavailable`
   */
  async ofEnded(orderId: string): Promise<FirstAnswer | undefined> {
    const headers = { location: orderPath(orderId) };
    const record = await asking(this.reader.find(orderId), headers);
    return record && isTerminal(record.status) ? endAnswer(record, {}) : undefined;
  }

  private async asyncAnswer(record: OrderRecord): Promise<FirstAnswer> {
    const headers = {
      ...REPLAYED,
      location: orderPath(record.orderId),
      'retry-after': String(await this.retries.of(record)),
    };
    return { status: 202, headers, order: toOrderResponse(record) };
  }
}

/** The first request waited for the outcome, and here it is. */
function heldAnswer(record: OrderRecord, headers: Record<string, string>): FirstAnswer {
  if (record.status === 'expired') throw expiredProblem(record, headers);
  return { status: 200, headers, order: toOrderResponse(record) };
}

/** An operator's replay of a failed order may have given it another end, or none yet. */
function syncAnswer(record: OrderRecord): FirstAnswer {
  if (!isTerminal(record.status)) throw inUse(record.orderId);
  return endAnswer(record, REPLAYED);
}

/** Synchronous callers are told of a failure by its problem. */
function endAnswer(record: OrderRecord, headers: Record<string, string>): FirstAnswer {
  if (record.status !== 'failed') return heldAnswer(record, headers);
  throw new ProblemError(record.error?.code ?? 'order-rejected', record.error?.detail, {
    headers: { ...headers, location: orderPath(record.orderId) },
  });
}

function inUse(orderId: string): ProblemError {
  return new ProblemError(
    'idempotency-key-in-use',
    'The first request with this Idempotency-Key is not decided yet; read its order at the Location.',
    { headers: { location: orderPath(orderId), 'retry-after': '1' } },
  );
}
