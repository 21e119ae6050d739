import { Injectable } from '@nestjs/common';
import { type IncomingOrder, OrderIntake, OrderReader } from '@sluice/order-lifecycle';
import { type FirstAnswer, FirstAnswers } from '../orders/first-answers';
import { problemOfRefusal } from '../orders/intake-refusals';
import { toOrderResponse } from '../orders/order.mapper';
import { asking } from '../orders/queue-errors';
import { SyncCourier } from './sync-courier';

/** Takes an order in and answers when the backend has. */
@Injectable()
export class SyncOrdersService {
  constructor(
    private readonly intake: OrderIntake,
    private readonly reader: OrderReader,
    private readonly firstAnswers: FirstAnswers,
    private readonly courier: SyncCourier,
  ) {}

  /** @throws ProblemError as `SyncCourier` does, or naming the order that stands in the way */
  async submit(order: IncomingOrder): Promise<FirstAnswer> {
    const claim = await asking(this.intake.claim(order, this.courier.leaseMs));
    if (claim.verdict === 'replay') return this.firstAnswers.of(claim.orderId);
    if (claim.verdict !== 'claimed') throw problemOfRefusal(claim);
    await this.courier.deliver(claim, order);
    const record = await asking(this.reader.require(claim.orderId));
    return { status: 200, headers: {}, order: toOrderResponse(record) };
  }
}
