import { Injectable } from '@nestjs/common';
import type { BackendAnswer } from '@sluice/backend-client';
import type { BegunOrder, Turn } from '@sluice/task-queue';
import { StartPermits } from '../limiter/start-permits';
import { IntakePolicy, type TurnOffer, type TurnTerms } from '../tasks/task-handler';
import { BackendBreaker, type JudgedCall } from './backend-breaker';

/** What bounds the intake of orders beside slots: the rate and the breaker. */
@Injectable()
export class OrderIntakePolicy extends IntakePolicy<BegunOrder> {
  /** Whether the breaker's probe may be an order that failed before: there was no other. */
  private mayProbeRetried = false;

  constructor(
    private readonly permits: StartPermits,
    private readonly breaker: BackendBreaker,
  ) {
    super();
    permits.onNear = () => this.onChange();
  }

  override terms({ want, retryRoom, awake }: TurnOffer): TurnTerms {
    const granted = this.permits.offer(want, awake);
    this.permits.claim(granted);
    return { want: granted, retryRoom: this.roomFor(retryRoom) };
  }

  override answered(terms: TurnTerms, turn: Turn<BegunOrder>, askedAtMs: number): boolean {
    const came = turn.begun.length;
    this.permits.settle(terms.want, came, performance.now() - askedAtMs);
    const isVainProbe = this.isProbing && terms.want > 0 && came === 0 && !turn.paused;
    const again = isVainProbe && !this.mayProbeRetried;
    this.mayProbeRetried = isVainProbe;
    return again;
  }

  override failed({ want }: TurnTerms): void {
    this.permits.settle(want, 0, 0);
  }

  /** Waits for the start of an order that was begun, if there is a rate; rejects with Redis' error. */
  async waitForStart(): Promise<void> {
    if (this.permits.isLimited) await this.permits.start();
  }

  /** Lets the breaker learn from a call. */
  observe(answer: BackendAnswer, call: JudgedCall): void {
    this.breaker.note(answer, call);
  }

  private get isProbing(): boolean {
    return this.breaker.state === 'half-open';
  }

  private roomFor(retryRoom: number): number {
    if (!this.isProbing) return retryRoom;
    return this.mayProbeRetried ? Math.max(1, retryRoom) : 0;
  }
}
