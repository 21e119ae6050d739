import type { BackendAnswer } from '@sluice/backend-client';
import { CircuitState, SamplingBreaker } from 'cockatiel';
import type { FixedLimiter } from '../limiter/fixed-limiter';

/** As operators and metrics name it. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** When the breaker opens and how it recovers; times in ms. */
export interface BreakerSettings {
  /** Share of failed calls that opens it. */
  threshold: number;
  /** Over how long the calls are looked at. */
  windowMs: number;
  /** Calls a second below which the share says nothing. */
  minimumRps: number;
  /** First pause; doubled with every probe that fails. */
  firstPauseMs: number;
  longestPauseMs: number;
}

export const BREAKER_DEFAULTS: BreakerSettings = {
  threshold: 0.5,
  windowMs: 5_000,
  minimumRps: 1,
  firstPauseMs: 500,
  longestPauseMs: 5_000,
};

/** What a breaker tells of its changes. */
export type BreakerListener = (state: BreakerState, pauseMs: number) => void;

/**
 * Pauses the intake from the queue while the backend is down: open, no order is begun and so no
 * attempt burned; half-open, one order at a time probes; closed again, the limiter fills up by one
 * slot for every call that succeeds, so that a backend just back on its feet meets no herd.
 */
export class BackendBreaker {
  private sampling: SamplingBreaker;
  private current: BreakerState = 'closed';
  private failedProbes = 0;
  private ceiling = Infinity;

  /** @param random in [0, 1): spreads the probes of several workers */
  constructor(
    private readonly limiter: Pick<FixedLimiter, 'capacity' | 'setCeiling'>,
    private readonly settings: BreakerSettings,
    private readonly listener: BreakerListener,
    private readonly random: () => number = Math.random,
  ) {
    this.sampling = this.newSampling();
  }

  get state(): BreakerState {
    return this.current;
  }

  /** Learns from what a call came to. A refusal is an answer: the backend is there. */
  note({ kind }: BackendAnswer): void {
    if (kind === 'saved' || kind === 'refused') this.succeeded();
    else this.failed();
  }

  private succeeded(): void {
    this.sampling.success(CircuitState.Closed);
    if (this.current === 'half-open') this.close();
    if (this.current === 'closed' && this.ceiling !== Infinity) this.widen();
  }

  private failed(): void {
    if (this.current === 'half-open') return this.open();
    const tooMany = this.sampling.failure(CircuitState.Closed);
    if (tooMany && this.current === 'closed') this.open();
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
    this.limit(1);
    this.enter('half-open', 0);
  }

  private close(): void {
    this.failedProbes = 0;
    this.sampling = this.newSampling();
    this.enter('closed', 0);
  }

  private widen(): void {
    const next = this.ceiling + 1;
    this.limit(next >= this.limiter.capacity ? Infinity : next);
  }

  private limit(ceiling: number): void {
    this.ceiling = ceiling;
    this.limiter.setCeiling(ceiling);
  }

  private enter(state: BreakerState, pauseMs: number): void {
    this.current = state;
    this.listener(state, pauseMs);
  }

  private pauseMs(): number {
    const { firstPauseMs, longestPauseMs } = this.settings;
    const full = Math.min(longestPauseMs, firstPauseMs * 2 ** this.failedProbes);
    return full / 2 + (full / 2) * this.random();
  }

  private newSampling(): SamplingBreaker {
    const { threshold, windowMs, minimumRps } = this.settings;
    return new SamplingBreaker({ threshold, duration: windowMs, minimumRps });
  }
}
