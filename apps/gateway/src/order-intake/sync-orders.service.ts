import { Injectable } from '@nestjs/common';
import { type IncomingOrder, OrderIntake } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import { type FirstAnswer, FirstAnswers } from '../orders/first-answers';
import { problemOfRefusal } from '../orders/intake-refusals';
import { orderPath } from '../orders/order.mapper';
import { asking } from '../orders/queue-errors';
import { type Claimed, SyncOrderSender } from './sync-order-sender';

/** Takes an order in and answers when the backend has. */
@Injectable()
export class SyncOrdersService {
  constructor(
    private readonly intake: OrderIntake,
    private readonly firstAnswers: FirstAnswers,
    private readonly sender: SyncOrderSender,
  ) {}

  /**
   * @throws ProblemError `gateway-saturated` when as many orders are in flight as the backend or this
   * client may have; `order-rejected` (or whatever else its record says of a failed order);
   * `backend-failed`, `backend-timeout`, `queue-unavailable`, after which the order goes on in the
   * background; or one that names the order that stands in the way
   */
  async submit(order: IncomingOrder): Promise<FirstAnswer> {
    const claim = await asking(this.intake.claim(order, this.sender.leaseMs));
    if (claim.verdict === 'replay') return this.firstAnswers.of(claim.orderId);
    if (claim.verdict === 'saturated') throw saturated();
    if (claim.verdict !== 'claimed') throw problemOfRefusal(claim);
    return this.sendAndAnswer(claim, order);
  }

  /**
   * However the order ended, the record is what is answered: a request that stalled beyond its lease
   * may know less than whoever took the order over.
   */
  private async sendAndAnswer(claim: Claimed, order: IncomingOrder): Promise<FirstAnswer> {
    const { orderId } = claim;
    const { written, next, goingOn } = await this.sender.send(claim, order);
    const handedOver = written && next === 'retry';
    const answer = handedOver ? undefined : await this.firstAnswers.ofEnded(orderId);
    if (answer) return answer;
    throw new ProblemError(goingOn.code, goingOn.detail, {
      headers: { location: orderPath(orderId), 'retry-after': '1' },
    });
  }
}

function saturated(): ProblemError {
  const detail = 'As many orders are in flight already as the backend, or this client, may have.';
  return new ProblemError('gateway-saturated', detail, { headers: { 'retry-after': '1' } });
}
