import { Injectable } from '@nestjs/common';
import { Workforce, type NearlyDone, type WorkEnd } from '../../workforce.port';
import { Alarm } from '../alarm';
import { Chance } from '../chance.port';
import { Clock } from '../clock.port';
import { ActiveProfile } from '../profile/active-profile';
import { Fifo } from './fifo';
import { MinHeap } from './min-heap';
import { WorkTime } from './work-time';

interface Task {
  readonly nearlyDone: NearlyDone;
  readonly end: (end: WorkEnd) => void;
}

/**
 * Saving is part of the service and not added to it: the end is announced so long before that a sync
 * of the disk is mostly over by then, and that one sync serves all that end at about that time.
 */
const ANNOUNCED_AHEAD_MS = 5;

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
  /** Those of them whose end is not announced yet. */
  private readonly unannounced = new MinHeap<Task>();
  private readonly workTime: WorkTime;
  private readonly endAlarm: Alarm;
  private readonly announcementAlarm: Alarm;

  constructor(
    private readonly clock: Clock,
    private readonly chance: Chance,
    private readonly profile: ActiveProfile,
  ) {
    super();
    this.workTime = new WorkTime(clock.nowMs());
    const work = (): void => this.workUntilNow();
    this.endAlarm = new Alarm((momentMs, ring) => clock.wakeAt(momentMs, ring), work);
    this.announcementAlarm = new Alarm((momentMs, ring) => clock.wakeAbout(momentMs, ring), work);
    profile.onChange(work);
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

  perform(nearlyDone: NearlyDone): Promise<WorkEnd> {
    this.workUntilNow();
    return new Promise((end) => {
      this.waitingTasks.push({ nearlyDone, end });
      this.workUntilNow();
    });
  }

  dropAll(): void {
    this.workUntilNow();
    const dropped = [...this.serving.drain(), ...this.waitingTasks.drain()];
    this.unannounced.drain();
    for (const task of dropped) task.end('dropped');
    this.workUntilNow();
  }

  /** Brings the model up to now, then starts what may start. To be called before and after changes. */
  private workUntilNow(): void {
    const nowMs = this.clock.nowMs();
    this.finishUntil(nowMs);
    this.workTime.advanceTo(nowMs);
    this.startWaiting();
    this.finishUntil(nowMs);
    this.setAlarms();
  }

  /** As of the moment that the work clock has reached. */
  private startWaiting(): void {
    const { workers, latency, contention } = this.profile.current;
    while (this.waiting > 0 && this.inService < (workers ?? Infinity)) {
      const doneAt = this.workTime.nowMs + latency.sampleMs(this.chance);
      const task = this.waitingTasks.shift() as Task;
      this.serving.push(doneAt, task);
      this.unannounced.push(doneAt, task);
    }
    this.workTime.runAt(contention?.rateAt(this.pending) ?? 1);
  }

  private nextEndMs(tasks = this.serving): number {
    const doneAt = tasks.peekKey();
    return doneAt === undefined ? Infinity : this.workTime.momentOf(doneAt);
  }

  private finishUntil(nowMs: number): void {
    this.announceUntil(nowMs + ANNOUNCED_AHEAD_MS);
    for (let endMs = this.nextEndMs(); endMs <= nowMs; endMs = this.nextEndMs()) {
      this.workTime.advanceTo(endMs);
      this.serving.pop()?.end('done');
      this.startWaiting();
      this.announceUntil(nowMs + ANNOUNCED_AHEAD_MS);
    }
  }

  private announceUntil(momentMs: number): void {
    for (let endMs = this.nextEndMs(this.unannounced); endMs <= momentMs;) {
      this.unannounced.pop()?.nearlyDone(this.clock.epochMsOf(endMs));
      endMs = this.nextEndMs(this.unannounced);
    }
  }

  /** An alarm that proves too early, as more contends by then, only leads to the next one. */
  private setAlarms(): void {
    this.endAlarm.setTo(this.nextEndMs());
    this.announcementAlarm.setTo(this.nextEndMs(this.unannounced) - ANNOUNCED_AHEAD_MS);
  }
}
