import { Controller, Post, Req, Res } from '@nestjs/common';
import type { BatchResponse } from '@sluice/contracts';
import { BatchIdempotency, type IdempotencyRecord } from '@sluice/task-queue';
import { DrainState, HttpRoute, ProblemError } from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readOrderHeaders } from '../orders/order-headers';
import { applyOptions, readOrderValue } from '../orders/read-order';
import type { BatchOutcome } from './batch-outcome';
import { type BatchEntry, BatchOrdersService, type EntryResult } from './batch-orders.service';
import { readBatch, readBatchKey } from './read-batch';
import { refuseWhileDraining } from './refuse-while-draining';

const BODY_LIMIT_BYTES = 1_048_576;

/** Takes many orders in at once; a bad one is no fault of the others. */
@Controller('v1/orders')
export class BatchOrdersController {
  constructor(
    private readonly batches: BatchOrdersService,
    private readonly keys: BatchIdempotency,
    private readonly drain: DrainState,
  ) {}

  @Post('batch')
  @HttpRoute({ bodyLimitBytes: BODY_LIMIT_BYTES })
  async submit(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const orders = readBatch(request);
    const key = readBatchKey(request, orders.length, this.keys.keptMs);
    const options = readOrderHeaders(request.headers);
    refuseWhileDraining(this.drain);
    const entries = orders.map((value, nth) => readEntry(request, value, key?.ofOrders[nth]));
    for (const entry of entries) if (!(entry instanceof ProblemError)) applyOptions(entry, options);
    const occasion = { target: request.raw.url ?? '/', correlationId: request.id };
    const { results, outcome } = await this.batches.submit(entries, key, occasion);
    const body: BatchResponse = { results: results.map(({ result }) => result) };
    if (isWantOfRoom(outcome)) throw noRoom(results, outcome.status, body);
    if (isReplay(results)) reply.header('idempotent-replayed', 'true');
    reply.code(outcome.status).send(body);
  }
}

function readEntry(
  request: FastifyRequest,
  value: unknown,
  idempotency: IdempotencyRecord | undefined,
): BatchEntry {
  try {
    const order = readOrderValue(request, value, JSON.stringify(value));
    order.idempotency = idempotency;
    return order;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** Whether all that was taken in had been taken in before. */
function isReplay(results: readonly EntryResult[]): boolean {
  const takenIn = results.filter(({ result }) => 'order' in result);
  return takenIn.length > 0 && takenIn.every(({ replayed }) => replayed);
}

const isWantOfRoom = ({ status }: BatchOutcome): boolean => status === 429 || status === 503;

/**
 * The problem that says most of all orders, with the results for who wants to look at each. Before
 * the last of them is answered otherwise there is no use in coming again.
 */
function noRoom(
  results: readonly EntryResult[],
  status: number,
  body: BatchResponse,
): ProblemError {
  const first = results.find(({ result }) => result.status === status)?.result;
  const code = first && 'problem' in first ? first.problem.code : 'queue-full';
  const seconds = results.map(({ retryAfter }) => Number(retryAfter ?? 1));
  const headers = { 'retry-after': String(Math.max(...seconds)) };
  const detail = 'None of the orders was taken in, for want of room; send the batch again.';
  return new ProblemError(code, detail, { headers, extensions: { ...body } });
}
