import { randomUUID } from 'node:crypto';
import type { Inbox, Outbox, Reply } from './transport-door.ts';

const LONGEST_WAIT_MS = 10_000;

/** A gateway as far as replies are concerned: callers by correlation id, and what came in. */
export class BenchGateway {
  readonly inbox: Inbox;
  readonly #waiting = new Map<string, () => void>();
  #listened = 0;

  constructor(inbox: Inbox) {
    this.inbox = inbox;
  }

  open(): Promise<void> {
    return this.inbox.open((text) => {
      this.#listened += 1;
      const { correlationId } = JSON.parse(text) as Reply;
      this.#waiting.get(correlationId)?.();
    });
  }

  /** Messages that the broker has delivered here, whosever they were. */
  get delivered(): number {
    return this.inbox.received ?? this.#listened;
  }

  /**
   * All that a transport adds to an order: the address before it is queued, the reply's way after it
   * ended, and letting go. In ms.
   *
   * @throws Error when the reply does not come within 10 s
   */
  async roundTrip(outbox: Outbox): Promise<number> {
    const correlationId = randomUUID();
    const startedAtMs = performance.now();
    const came = this.#expect(correlationId);
    try {
      const address = await this.inbox.addressFor(correlationId);
      await Promise.all([outbox.send(address, replyOf(correlationId)), came]);
      return performance.now() - startedAtMs;
    } finally {
      this.#waiting.delete(correlationId);
      this.inbox.release(correlationId);
    }
  }

  #expect(correlationId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`no reply within ${LONGEST_WAIT_MS / 1_000} s`));
      const timer = setTimeout(late, LONGEST_WAIT_MS);
      this.#waiting.set(correlationId, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

export function replyOf(correlationId: string): Reply {
  return { v: 1, orderId: randomUUID(), correlationId, status: 'completed' };
}
