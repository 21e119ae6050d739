import { MESSAGE_HEADERS, SubmitOrderRequest } from '@sluice/contracts';
import type { IdempotencyRecord, IncomingOrder } from '@sluice/task-queue';
import { compileValidator, type JsonText, ProblemError, readJson } from '@sluice/platform';
import { type MessagingBroker, writeMessageAddress } from '@sluice/reply-transports';
import type { CallbackPolicy } from '../orders/callback-policy';
import { idempotencyOf, readIdempotencyKey } from '../orders/idempotency-key';
import { readMessageOptions } from '../orders/order-headers';
import { readTraceparent } from '../orders/read-order';
import type { OrderMessage } from './order-message';
import { checkResponseTicket, type ResponseTicket } from './response-ticket';

const faultsOf = compileValidator<SubmitOrderRequest>(SubmitOrderRequest);

/** What messages are read by, beside themselves. */
export interface MessageRules {
  broker: MessagingBroker;
  /** Whose orders they are: brokers have let their sender in, not we. */
  client: string;
  bodyLimitBytes: number;
  callbacks: CallbackPolicy;
}

/**
 * Message → order to be taken in, by the same rules as over HTTP.
 *
 * @throws ProblemError `invalid-json`, `invalid-request`, `body-too-large`
 */
export function readOrderMessage(
  message: OrderMessage,
  ticket: ResponseTicket,
  rules: MessageRules,
): IncomingOrder {
  checkResponseTicket(message);
  const json = readBody(message, rules.bodyLimitBytes);
  const errors = faultsOf(json.value);
  if (errors) throw new ProblemError('invalid-request', undefined, { errors });
  const { orderNumber, callbackUrl } = json.value as SubmitOrderRequest;
  return {
    client: rules.client,
    orderNumber,
    correlationId: ticket.correlationId,
    traceparent: readTraceparent(message.header(MESSAGE_HEADERS.traceparent)),
    callbackUrl: outcomeUrlOf(callbackUrl, ticket, rules),
    orderJson: json.isCanonical ? json.text : JSON.stringify(json.value),
    ...readMessageOptions((name) => message.header(name)),
    idempotency: markOfMessage(message, json.text, rules.client),
  };
}

function readBody({ body }: OrderMessage, limitBytes: number): JsonText {
  if (body.length <= limitBytes) return readJson(body);
  throw new ProblemError('body-too-large', `An order has at most ${limitBytes} bytes.`);
}

/**
 * A broker delivers again what was not acknowledged, and clients send again what was not answered: the
 * same text is the same order, also without a key.
 */
function markOfMessage(message: OrderMessage, text: string, client: string): IdempotencyRecord {
  const field = message.header(MESSAGE_HEADERS.idempotencyKey);
  if (field !== undefined) return idempotencyOf(client, readIdempotencyKey(field), text);
  // A key of a client has no line feed, so none can be another one's message.
  const { fingerprint } = idempotencyOf(client, '', text);
  return idempotencyOf(client, `message\n${fingerprint}`, text);
}

/** The outcome goes one way: to the response destination if there is one. */
function outcomeUrlOf(
  callbackUrl: string | undefined,
  { destination }: ResponseTicket,
  { broker, callbacks }: MessageRules,
): string | undefined {
  if (destination === undefined) return callbacks.read(callbackUrl);
  if (callbackUrl === undefined) return writeMessageAddress({ broker, destination });
  const detail = 'has to be left out of a message with replyTo: the outcome is sent there';
  throw new ProblemError('invalid-request', undefined, {
    errors: [{ pointer: '/callbackUrl', detail }],
  });
}
