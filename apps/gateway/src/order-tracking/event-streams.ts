import { isTerminal } from '@sluice/contracts';
import type { OrderRecord } from '@sluice/task-queue';
import { type DrainState, ProblemError } from '@sluice/platform';
import type { FastifyReply } from 'fastify';
import { beginFollowing } from './begin-following';
import { EventResponse } from './event-response';
import { EventStream } from './event-stream';
import type { OrderWatch } from './order-watch';
import { unknownOrder } from './owned-orders';
import { Rounds } from './rounds';

const TICK_MS = 250;

export interface EventStreamLimits {
  maxWatchers: number;
  /** Between two signs of life on a quiet stream. */
  keepAliveMs: number;
}

/** All streams of events that this gateway serves; one timer keeps them alive. */
export class EventStreams {
  private readonly streams: Rounds<EventStream>;
  private readonly timer = setInterval(() => this.streams.pass(TICK_MS), TICK_MS);

  constructor(
    private readonly watch: OrderWatch,
    private readonly drain: DrainState,
    private readonly limits: EventStreamLimits,
  ) {
    this.streams = new Rounds(limits.keepAliveMs, (stream) => stream.keepAlive());
  }

  get size(): number {
    return this.streams.size;
  }

  /** @throws ProblemError `gateway-saturated`, `shutting-down` */
  requireRoom(): void {
    if (this.drain.draining) throw refusal('shutting-down', 'Another instance serves the events.');
    const { maxWatchers } = this.limits;
    if (this.size < maxWatchers) return;
    throw refusal('gateway-saturated', `All ${maxWatchers} streams of events are taken.`);
  }

  /**
   * Streams an order's states, beginning with the one of the moment unless its revision has been
   * seen. Resolves when the stream stands.
   *
   * @throws ProblemError as {@link requireRoom}; `queue-unavailable`, `not-found`
   */
  async open(order: OrderRecord, reply: FastifyReply, seenRevision?: number): Promise<void> {
    this.requireRoom();
    const stream = new EventStream(new EventResponse(reply), seenRevision);
    if (isTerminal(order.status)) return stream.told(order);
    this.streams.add(stream);
    reply.raw.once('close', () => this.drop(order.orderId, stream));
    try {
      await beginFollowing(this.watch, order.orderId, stream);
      if (!stream.hasBegun) throw this.goneProblem();
    } catch (error) {
      this.drop(order.orderId, stream);
      throw error;
    }
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** The process or the record went away before there was anything to tell. */
  private goneProblem(): ProblemError {
    this.requireRoom();
    return unknownOrder();
  }

  private drop(orderId: string, stream: EventStream): void {
    this.streams.delete(stream);
    this.watch.unfollow(orderId, stream);
  }
}

function refusal(code: 'gateway-saturated' | 'shutting-down', detail: string): ProblemError {
  return new ProblemError(code, detail, { headers: { 'retry-after': '1' } });
}
