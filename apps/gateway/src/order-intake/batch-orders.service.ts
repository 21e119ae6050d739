import { Injectable } from '@nestjs/common';
import type { BatchResult, OrderResponse } from '@sluice/contracts';
import { BatchIdempotency, type IdempotencyRecord, type IncomingOrder } from '@sluice/task-queue';
import { problemDocument, type ProblemOccasion, ProblemError, toProblem } from '@sluice/platform';
import { FirstAnswers } from '../orders/first-answers';
import { queuedOrderJson } from '../orders/order.mapper';
import { asking } from '../orders/queue-errors';
import { AsyncOrdersService } from './async-orders.service';
import { batchOutcome, type BatchOutcome } from './batch-outcome';

/** An order of a batch, or why it is none. */
export type BatchEntry = IncomingOrder | ProblemError;

/** The idempotency key that covers a batch, and those of its orders that follow from it. */
export interface CoveringKey {
  client: string;
  record: IdempotencyRecord;
  ofOrders: readonly IdempotencyRecord[];
}

/** What became of one order of a batch. */
export interface EntryResult {
  result: BatchResult;
  replayed: boolean;
  /** When to come back, of an order for which there was no room. */
  retryAfter?: string | undefined;
}

/** Takes the orders of a batch in, each by its own merits. */
@Injectable()
export class BatchOrdersService {
  constructor(
    private readonly orders: AsyncOrdersService,
    private readonly firstAnswers: FirstAnswers,
    private readonly keys: BatchIdempotency,
  ) {}

  /**
   * A result for each entry, in order. All orders go out in one turn, so that they share the scripts
   * and the one of two equal numbers that comes first is taken.
   *
   * @throws ProblemError `idempotency-key-reused`, `queue-unavailable`
   */
  async submit(
    entries: readonly BatchEntry[],
    key: CoveringKey | undefined,
    occasion: ProblemOccasion,
  ): Promise<{ results: EntryResult[]; outcome: BatchOutcome }> {
    const claim = key && (await asking(this.keys.claim(key.client, key.record)));
    if (claim === 'other') throw reused();
    const results = await Promise.all(entries.map((entry) => this.resultOf(entry, occasion)));
    const outcome = batchOutcome(results.map(({ result }) => result));
    // Refusals are not remembered. Should this fail, the key stays bound to this body.
    if (key && claim === 'new' && results.every(isSurelyRefused)) {
      await this.keys.forget(key.client, key.record, key.ofOrders).catch(() => undefined);
    }
    return { results, outcome };
  }

  private async resultOf(entry: BatchEntry, occasion: ProblemOccasion): Promise<EntryResult> {
    try {
      if (entry instanceof ProblemError) throw entry;
      return await this.takeIn(entry);
    } catch (error) {
      return refusal(toProblem(error), occasion);
    }
  }

  private async takeIn(entry: IncomingOrder): Promise<EntryResult> {
    const taken = await this.orders.submit(entry);
    if (taken.verdict === 'replay') {
      const { order } = await this.firstAnswers.of(taken.orderId);
      return { result: { status: 202, order }, replayed: true };
    }
    const { orderId, acceptedAtMs, expiresAtMs, notBeforeMs } = taken;
    const { orderNumber } = entry;
    const json = queuedOrderJson(orderId, orderNumber, acceptedAtMs, expiresAtMs, notBeforeMs);
    const order = JSON.parse(json) as OrderResponse;
    return { result: { status: 202, order }, replayed: false };
  }
}

/** Where Redis did not answer, the order may have been taken in all the same. */
function isSurelyRefused({ result }: EntryResult): boolean {
  return 'problem' in result && result.problem.code !== 'queue-unavailable';
}

function refusal(problem: ProblemError, occasion: ProblemOccasion): EntryResult {
  const document = problemDocument(problem, occasion);
  const { location, 'retry-after': retryAfter } = problem.headers;
  const result: BatchResult = { status: document.status, problem: document };
  return {
    result: location === undefined ? result : { ...result, location },
    replayed: false,
    retryAfter,
  };
}

function reused(): ProblemError {
  return new ProblemError(
    'idempotency-key-reused',
    'This Idempotency-Key came with another body before; use a new key for a new batch.',
  );
}
