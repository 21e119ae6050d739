import type { OrderStatus, ProblemSummary } from '@sluice/contracts';
import {
  type CallbackLifecycle,
  type CallbackReader,
  type DeliveryRecord,
  orderPath,
  rfc3339,
} from '@sluice/order-lifecycle';
import { type Logger, ProblemError } from '@sluice/platform';
import { DeadLetters } from './dead-letters';

const WITHOUT_DEADLINE = 0;

/** The delivery of an outcome to a client's `callbackUrl`, for operators. */
export interface CallbackResponse {
  /** The receiver's `webhook-id`. */
  id: string;
  status: OrderStatus;
  client: string;
  url: string;
  attempts: number;
  updatedAt: string;
  error?: ProblemSummary;
  links: { order: string };
}

/** Callbacks that were given up. */
export class CallbackDeadLetters extends DeadLetters {
  constructor(
    private readonly reader: CallbackReader,
    private readonly lifecycle: Pick<CallbackLifecycle, 'replay'>,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async list(most: number): Promise<CallbackResponse[]> {
    return (await this.reader.deadLetters(most)).map(toCallbackResponse);
  }

  override async retry(id: string): Promise<CallbackResponse> {
    const before = await this.reader.find(id);
    const verdict =
      before?.status === 'failed' ? await this.lifecycle.replay(id, WITHOUT_DEADLINE) : 'unknown';
    const now = await this.reader.find(id);
    if (verdict !== 'queued' || !now) {
      throw new ProblemError('not-found', 'There is no such dead letter.');
    }
    this.logger.warn({ deliveryId: id, verdict }, 'operator retried a callback');
    return toCallbackResponse(now);
  }
}

function toCallbackResponse(delivery: DeliveryRecord): CallbackResponse {
  const { deliveryId: id, status, client, url, attempts, error } = delivery;
  const updatedAt = rfc3339(delivery.updatedAtMs);
  const links = { order: orderPath(delivery.orderId) };
  return { id, status, client, url, attempts, updatedAt, ...(error ? { error } : {}), links };
}
