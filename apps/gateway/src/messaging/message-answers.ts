import { MESSAGE_HEADERS, type OrderMessageKind, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import { type Logger, problemDocument, type ProblemError } from '@sluice/platform';
import { type MessagePublisher } from '@sluice/reply-transports';
import type { ResponseTicket } from './response-ticket';

/** Says to response destinations what became of submissions; the outcome is the workers' to send. */
export class MessageAnswers {
  constructor(
    private readonly publisher: MessagePublisher,
    private readonly logger: Logger,
  ) {}

  /** The order is in; a courtesy, for the outcome comes in any case. Never rejects. */
  async accepted(ticket: ResponseTicket, orderJson: string): Promise<void> {
    await this.say(ticket, 'accepted', orderJson);
  }

  /** Why there is no order. Gives whether somebody could be told. Never rejects. */
  refused(ticket: ResponseTicket, problem: ProblemError): Promise<boolean> {
    const { correlationId } = ticket;
    const document = problemDocument(problem, { target: `/${SUBMISSIONS_CHANNEL}`, correlationId });
    const { location } = problem.headers;
    const further = location === undefined ? {} : { [MESSAGE_HEADERS.location]: location };
    return this.say(ticket, 'refused', JSON.stringify(document), further);
  }

  private async say(
    ticket: ResponseTicket,
    kind: OrderMessageKind,
    body: string,
    further: Readonly<Record<string, string>> = {},
  ): Promise<boolean> {
    const { destination, correlationId } = ticket;
    if (destination === undefined) return false;
    const headers = {
      [MESSAGE_HEADERS.correlationId]: correlationId,
      [MESSAGE_HEADERS.kind]: kind,
      ...further,
    };
    try {
      await this.publisher.publish({ destination, body, correlationId, headers });
      return true;
    } catch (error) {
      this.logger.warn({ err: error, kind }, 'an answer to a message could not be sent');
      return false;
    }
  }
}
