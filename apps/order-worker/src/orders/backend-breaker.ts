import type { BackendAnswer } from '@sluice/backend-client';
import type { SlotPool } from '../tasks/slot-pool';
import { BreakerEvidence } from './breaker-evidence';

/** As operators and metrics name it. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** How long the breaker pauses before it probes, in ms. */
export interface BreakerPauses {
  /** First pause; doubled with every probe that fails. */
  readonly firstMs: number;
  readonly longestMs: number;
}

export const BREAKER_PAUSES: BreakerPauses = { firstMs: 500, longestMs: 5_000 };

/** What a breaker tells of its changes. */
export type BreakerListener = (state: BreakerState, pauseMs: number) => void;

/** A call of the backend that is over. */
export interface JudgedCall {
  readonly orderId: string;
  /** Whether it was the order's first. */
  readonly fresh: boolean;
  /** On the clock of `performance.now()`. */
  readonly startedAtMs: number;
}

/**
 * Pauses the intake from the queue while the backend is down: open, no order is begun and so no
 * attempt burned; half-open, one order at a time probes; closed again, the limiter fills up by one
 * slot for every call that succeeds, so that a backend just back on its feet meets no herd.
 *
 * It judges the backend, not orders: see {@link BreakerEvidence}.
 */
export class BackendBreaker {
  private readonly evidence = new BreakerEvidence();
  private current: BreakerState = 'closed';
  private failedProbes = 0;
  private ceiling = Infinity;
  private probingSinceMs = Infinity;

  /** @param random in [0, 1): spreads the probes of several workers */
  constructor(
    private readonly slots: Pick<SlotPool, 'capacity' | 'setCeiling'>,
    private readonly listener: BreakerListener,
    private readonly pauses: BreakerPauses = BREAKER_PAUSES,
    private readonly random: () => number = Math.random,
  ) {}

  get state(): BreakerState {
    return this.current;
  }

  /** Learns from what a call came to. A refusal is an answer: the backend is there. */
  note(answer: BackendAnswer, call: JudgedCall): void {
    if (answer.kind === 'saved' || answer.kind === 'refused') this.succeeded(call);
    else this.failed(answer.why === 'connect', call);
  }

  private succeeded(call: JudgedCall): void {
    this.evidence.succeeded(call);
    if (this.current === 'half-open') this.close();
    if (this.current === 'closed' && this.ceiling !== Infinity) this.widen();
  }

  private failed(isUnreachable: boolean, call: JudgedCall): void {
    if (this.current === 'half-open') {
      // One from before the pause says nothing of the backend as it is now.
      if (call.startedAtMs >= this.probingSinceMs) this.open();
      return;
    }
    this.evidence.failed(call, isUnreachable);
    if (this.current === 'closed' && this.evidence.isBackendDown()) this.open();
  }

  private open(): void {
    const pauseMs = this.pauseMs();
    this.failedProbes += 1;
    this.limit(0);
    // Not a reason for a process to live on that is about to end.
    setTimeout(() => this.probe(), pauseMs).unref();
    this.enter('open', pauseMs);
  }

  private probe(): void {
    this.probingSinceMs = performance.now();
    this.enter('half-open', 0);
    this.limit(1);
  }

  private close(): void {
    this.failedProbes = 0;
    this.evidence.forget();
    this.enter('closed', 0);
  }

  private widen(): void {
    const next = this.ceiling + 1;
    this.limit(next >= this.slots.capacity ? Infinity : next);
  }

  private limit(ceiling: number): void {
    this.ceiling = ceiling;
    this.slots.setCeiling(ceiling);
  }

  private enter(state: BreakerState, pauseMs: number): void {
    this.current = state;
    this.listener(state, pauseMs);
  }

  private pauseMs(): number {
    const { firstMs, longestMs } = this.pauses;
    const full = Math.min(longestMs, firstMs * 2 ** this.failedProbes);
    return full / 2 + (full / 2) * this.random();
  }
}
