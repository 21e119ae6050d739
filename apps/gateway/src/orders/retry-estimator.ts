import { Injectable } from '@nestjs/common';
import { isTerminal } from '@sluice/contracts';
import { type OrderRecord, OrderReader } from '@sluice/task-queue';
import { DrainRate } from './drain-rate';
import { asking } from './queue-errors';

/** When to ask again about an order: the same answer wherever it is given. */
@Injectable()
export class RetryEstimator {
  constructor(
    private readonly reader: OrderReader,
    private readonly drainRate: DrainRate,
  ) {}

  /** Of one that has just been taken in, with so many before it. */
  ofAccepted({ ahead, acceptedAtMs, notBeforeMs }: AcceptedPlace): number {
    return this.drainRate.retryAfterS(
      ahead,
      notBeforeMs === undefined ? 0 : notBeforeMs - acceptedAtMs,
    );
  }

  /** Whole seconds, 1 to 60. @throws ProblemError `queue-unavailable` */
  async of(order: OrderRecord): Promise<number> {
    if (isTerminal(order.status)) return this.drainRate.retryAfterS(0);
    const { ahead, waitMs } = await asking(this.reader.place(order));
    return this.drainRate.retryAfterS(ahead, waitMs);
  }
}

interface AcceptedPlace {
  ahead: number;
  acceptedAtMs: number;
  notBeforeMs?: number | undefined;
}
