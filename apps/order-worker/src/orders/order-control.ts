import type { LimiterSettings, WorkerState } from '@sluice/contracts';
import type { BackendBreaker } from './breaker/backend-breaker';
import type { IntakeGate } from '../tasks/intake-gate';
import type { FixedLimiter } from './limiter/fixed-limiter';
import type { LimiterControl } from './limiter/limiter-control';
import { isLimiterSettings } from './limiter/limiter-settings';
import type { WorkerMetrics } from './worker-metrics';

/** The state that this worker shows. */
export interface WorkerView {
  readonly workerId: string;
  readonly limiter: FixedLimiter;
  readonly metrics: WorkerMetrics;
  readonly breaker: Pick<BackendBreaker, 'state'>;
}

/** What can be seen and done of the order flow from outside. */
export class OrderControl {
  private readonly startedAt = new Date().toISOString();

  constructor(
    private readonly view: WorkerView,
    private readonly gate: IntakeGate,
    private readonly settings: LimiterControl,
  ) {}

  state(): WorkerState {
    const { workerId, limiter, metrics, breaker } = this.view;
    return {
      workerId,
      startedAt: this.startedAt,
      paused: !this.gate.isOpen,
      inFlight: limiter.inUse,
      breaker: breaker.state,
      settled: { ...metrics.settled },
      limiter: this.settings.current,
    };
  }

  pause(): void {
    this.gate.close('operator');
  }

  resume(): void {
    this.gate.open('operator');
  }

  async setLimiter(changes: Partial<LimiterSettings>): Promise<void> {
    const settings: unknown = { ...this.settings.current, ...changes };
    if (!isLimiterSettings(settings)) {
      throw new RangeError(
        'concurrency, rateMax (or null) and rateWindowMs: positive whole numbers',
      );
    }
    await this.settings.change(settings);
  }
}
