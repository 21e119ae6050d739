import { Injectable } from '@nestjs/common';
import { Workforce, type WorkEnd } from '../../workforce.port';
import { Chance } from '../chance.port';
import { Clock } from '../clock.port';
import { ActiveProfile } from '../profile/active-profile';
import { Fifo } from './fifo';
import { MinHeap } from './min-heap';
import { WorkTime } from './work-time';

type Task = (end: WorkEnd) => void;

/**
 * The backend's workers, with one queue in front of them, as an exact discrete-event model that
 * keeps pace with the clock. Events are worked off at their own moments, even when the event loop
 * comes late: the next order starts when the former one ended, not when that was noticed, so that
 * lateness never adds up. Each event costs O(log orders in service).
 */
@Injectable()
export class Workshop extends Workforce {
  private readonly waitingTasks = new Fifo<Task>();
  /** By the reading of the work clock at which each is done. */
  private readonly serving = new MinHeap<Task>();
  private readonly workTime: WorkTime;
  private cancelWake: (() => void) | undefined;
  private wakeMs = Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly chance: Chance,
    private readonly profile: ActiveProfile,
  ) {
    super();
    this.workTime = new WorkTime(clock.nowMs());
    profile.onChange(() => this.workUntilNow());
  }

  get waiting(): number {
    return this.waitingTasks.size;
  }

  get inService(): number {
    return this.serving.size;
  }

  get pending(): number {
    return this.waiting + this.inService;
  }

  perform(): Promise<WorkEnd> {
    this.workUntilNow();
    return new Promise((resolve) => {
      this.waitingTasks.push(resolve);
      this.workUntilNow();
    });
  }

  dropAll(): void {
    this.workUntilNow();
    const dropped = [...this.serving.drain(), ...this.waitingTasks.drain()];
    for (const task of dropped) task({ kind: 'dropped' });
    this.workUntilNow();
  }

  /** Brings the model up to now, then starts what may start. To be called before and after changes. */
  private workUntilNow(): void {
    const nowMs = this.clock.nowMs();
    this.finishUntil(nowMs);
    this.workTime.advanceTo(nowMs);
    this.startWaiting();
    this.finishUntil(nowMs);
    this.setWake();
  }

  /** As of the moment that the work clock has reached. */
  private startWaiting(): void {
    const { workers, latency, contention } = this.profile.current;
    while (this.waiting > 0 && this.inService < (workers ?? Infinity)) {
      const doneAt = this.workTime.nowMs + latency.sampleMs(this.chance);
      this.serving.push(doneAt, this.waitingTasks.shift() as Task);
    }
    this.workTime.runAt(contention?.rateAt(this.pending) ?? 1);
  }

  private nextEndMs(): number {
    const doneAt = this.serving.peekKey();
    return doneAt === undefined ? Infinity : this.workTime.momentOf(doneAt);
  }

  private finishUntil(nowMs: number): void {
    for (let endMs = this.nextEndMs(); endMs <= nowMs; endMs = this.nextEndMs()) {
      this.workTime.advanceTo(endMs);
      this.serving.pop()?.({ kind: 'done', endedAtMs: this.clock.epochMsOf(endMs) });
      this.startWaiting();
    }
  }

  /** A wake that proves too early, as more contends by then, only sets the next one. */
  private setWake(): void {
    const nextEndMs = this.nextEndMs();
    if (nextEndMs < this.wakeMs) {
      this.cancelWake?.();
      this.cancelWake = this.clock.wakeAt(nextEndMs, () => this.wake());
      this.wakeMs = nextEndMs;
    } else if (nextEndMs === Infinity) {
      this.cancelWake?.();
      this.wakeMs = Infinity;
    }
  }

  private wake(): void {
    this.wakeMs = Infinity;
    this.workUntilNow();
  }
}
