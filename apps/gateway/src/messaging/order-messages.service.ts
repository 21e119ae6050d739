import { type IncomingOrder, type OrderReader, toOrderResponse } from '@sluice/task-queue';
import { failpoint, type ProblemError, runWithCorrelation, toProblem } from '@sluice/platform';
import { queuedOrderJson } from '../orders/order.mapper';
import type { MessageAnswers } from './message-answers';
import type { MessagingMetrics } from './messaging.metrics';
import type { OrderMessage } from './order-message';
import type { PatientIntake, TakenIn } from './patient-intake';
import { type MessageRules, readOrderMessage } from './read-order-message';
import { readResponseTicket, type ResponseTicket } from './response-ticket';

/** What the service works with. */
export interface OrderMessagesParts {
  rules: MessageRules;
  intake: PatientIntake;
  answers: MessageAnswers;
  reader: OrderReader;
  metrics: MessagingMetrics;
}

/**
 * Takes in orders that come as messages. A message is acknowledged to its broker only once its order
 * is durable, or its sender knows that it is none; if nobody can be told, it is set aside. So none is
 * lost, and none comes back for ever.
 */
export class OrderMessages {
  constructor(private readonly parts: OrderMessagesParts) {}

  /** Deals with one message in full. Never rejects. */
  async take(message: OrderMessage): Promise<void> {
    const ticket = readResponseTicket(message);
    await runWithCorrelation(ticket.correlationId, async () => {
      try {
        await this.submit(message, ticket);
      } catch (error) {
        await this.refuse(message, ticket, toProblem(error));
      }
    });
  }

  private async submit(message: OrderMessage, ticket: ResponseTicket): Promise<void> {
    const { rules, intake, answers, metrics } = this.parts;
    const order = readOrderMessage(message, ticket, rules);
    const taken = await intake.take(order);
    if (taken === null) {
      metrics.ended('put-back');
      return message.putBack();
    }
    failpoint('after-accept', order.orderJson);
    const text = await this.textOf(order, taken).catch(() => null);
    if (text !== null) await answers.accepted(ticket, text);
    metrics.ended(taken.verdict === 'replay' ? 'replayed' : 'accepted');
    message.done();
  }

  private async refuse(
    message: OrderMessage,
    ticket: ResponseTicket,
    problem: ProblemError,
  ): Promise<void> {
    const { answers, metrics } = this.parts;
    const told = await answers.refused(ticket, problem);
    metrics.ended(told ? 'refused' : 'buried');
    if (told) message.done();
    else message.bury(problem.code);
  }

  /** The order as `GET` would show it; null when it has gone since. */
  private async textOf(order: IncomingOrder, taken: TakenIn): Promise<string | null> {
    if (taken.verdict === 'accepted') {
      const { orderId, acceptedAtMs, expiresAtMs, notBeforeMs } = taken;
      return queuedOrderJson(orderId, order.orderNumber, acceptedAtMs, expiresAtMs, notBeforeMs);
    }
    const record = await this.parts.reader.find(taken.orderId);
    return record && JSON.stringify(toOrderResponse(record));
  }
}
