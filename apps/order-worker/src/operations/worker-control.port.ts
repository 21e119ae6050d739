import type { LimiterSettings, WorkerState } from '@sluice/contracts';

/** What operators can see and do of a worker; the order flow implements it. */
export abstract class WorkerControl {
  abstract state(): WorkerState;
  /** Stops taking orders in; those in flight go on. Effective at once, idempotent. */
  abstract pause(): void;
  /** Idempotent. */
  abstract resume(): void;
  /**
   * Changes what is named, keeps the rest. Rejects when the result makes no sense or cannot be kept
   * in Redis; nothing was changed then.
   */
  abstract setLimiter(changes: Partial<LimiterSettings>): Promise<void>;
}
