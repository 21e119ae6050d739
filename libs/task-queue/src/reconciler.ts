import type { ProblemSummary } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { partitionsOf, tagOf } from './keys';
import { bindScript, type LuaScript } from './lua-script';
import { ClockWatch } from './clock-watch';
import { ORDERS, type TaskKind } from './task-kind';

/** How the reconciler works; all times in ms. */
export interface ReconcilerSettings {
  /** Names this process among the candidates for leadership; without a space. */
  name: string;
  /** The tasks that it looks after. */
  kind: TaskKind;
  partitions: number;
  /** Of a task that loses holder after holder; left out for orders, which go on in doubt. */
  quarantined?: ProblemSummary;
  retentionMs: number;
  /** Pause between passes. */
  intervalMs: number;
  /** How long a leader may stand still before another one follows. */
  leadershipMs: number;
  /** Most tasks of each sort in one pass; a pass that was cut short is followed by another at once. */
  batch: number;
}

export const RECONCILER_DEFAULTS = {
  kind: ORDERS,
  partitions: 1,
  intervalMs: 250,
  leadershipMs: 5_000,
  batch: 200,
} as const satisfies Partial<ReconcilerSettings>;

/** What one pass found and mended, by kind. */
export interface ReconcilerPass {
  /** Queued past their deadline: ended. */
  expired: number;
  /** Their not-before has come: put into their lane. */
  scheduled: number;
  /** Due for their next attempt: put into their client's lane of retries. */
  retries: number;
  /** Held by somebody who vanished: put back. */
  lapsed: number;
  /** Taken in synchronously and left without an answer: put into the queue. */
  syncInDoubt: number;
  /** Lost by holder after holder: ended as failed. */
  quarantined: number;
  /** Bells that were missing although there was work. */
  bells: number;
}

const SORTS = [
  'expired',
  'scheduled',
  'retries',
  'lapsed',
  'syncInDoubt',
  'quarantined',
  'bells',
] as const satisfies readonly (keyof ReconcilerPass)[];

/** What the reconciler tells its owner. */
export interface ReconcilerObserver {
  passed(pass: ReconcilerPass): void;
  failed(error: unknown): void;
  /** Redis' clock was set by so many ms, back where negative; told by the leader. */
  clockStepped(byMs: number): void;
}

/** What a candidate has seen of a partition's leader. */
interface SeenLeader {
  mark: string;
  /** Since when the mark is the same, by `performance.now()`. */
  sinceMs: number;
}

/**
 * Puts back what is due: the backstop behind every process that may die. Any number of them may run; one
 * leads each partition at a time. Its mark in Redis changes with every pass; whoever sees it stand still
 * for too long, by a clock of his own, follows it, so that no step of Redis' clock leaves nobody in charge.
 * A pass is one bounded script over the indexes by due time.
 */
export class Reconciler {
  private readonly script: LuaScript;
  private readonly resign: LuaScript;
  private readonly leaders = new Map<number, SeenLeader>();
  private readonly clocks = new Map<number, ClockWatch>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private busy = false;

  constructor(
    private readonly redis: Redis,
    private readonly settings: ReconcilerSettings,
    private readonly observer: ReconcilerObserver,
  ) {
    this.script = bindScript(redis, settings.kind, 'reconcile');
    this.resign = bindScript(redis, settings.kind, 'resign');
  }

  start(): void {
    this.timer ??= setInterval(() => this.tick(), this.settings.intervalMs);
  }

  /** Stops after the pass under way, and lets another lead at once; never rejects. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.running;
    const { name, partitions } = this.settings;
    const resigned = partitionsOf(partitions).map((partition) => this.resign(partition, [name]));
    await Promise.all(resigned).catch((error: unknown) => this.observer.failed(error));
  }

  /** One pass over all partitions now; null when other processes lead all of them. */
  async pass(): Promise<ReconcilerPass | null> {
    const passes: ReconcilerPass[] = [];
    for (const partition of partitionsOf(this.settings.partitions)) {
      const pass = await this.passOver(partition);
      if (pass) passes.push(pass);
    }
    return passes.length === 0 ? null : passes.reduce(sum);
  }

  private async passOver(partition: number): Promise<ReconcilerPass | null> {
    let all: ReconcilerPass | null = null;
    for (let cutShort = true; cutShort;) {
      const reply = await this.callOnce(partition);
      if (!reply) return all;
      all = all ? sum(all, reply.pass) : reply.pass;
      cutShort = reply.cutShort && this.timer !== undefined;
    }
    return all;
  }

  private async callOnce(
    partition: number,
  ): Promise<{ pass: ReconcilerPass; cutShort: boolean } | null> {
    const { name, batch, retentionMs, quarantined } = this.settings;
    const error = JSON.stringify(quarantined ?? null);
    const askedAtMs = performance.now();
    const args = [name, this.staleMark(partition, askedAtMs), batch, retentionMs, error];
    const reply = (await this.script(partition, args)) as [number, number, string, ...number[]];
    const [leads, nowMs, mark, cutShort, ...counts] = reply;
    this.noteLeader(partition, mark);
    const byMs = this.clockOf(partition).observe(nowMs, askedAtMs, performance.now());
    if (leads !== 1) return null;
    if (byMs !== 0) await this.tellStep(partition, byMs, nowMs);
    const pairs = SORTS.map((sort, nth) => [sort, counts[nth] ?? 0] as const);
    return {
      pass: Object.fromEntries(pairs) as unknown as ReconcilerPass,
      cutShort: cutShort === 1,
    };
  }

  /** Noted for who asks for health; the next step takes its place. */
  private async tellStep(partition: number, byMs: number, nowMs: number): Promise<void> {
    this.observer.clockStepped(byMs);
    const step = { stepMs: Math.round(byMs), steppedAt: nowMs };
    await this.redis.hset(`${tagOf(partition)}clock`, step);
  }

  private clockOf(partition: number): ClockWatch {
    const known = this.clocks.get(partition);
    if (known) return known;
    const clock = new ClockWatch();
    this.clocks.set(partition, clock);
    return clock;
  }

  private noteLeader(partition: number, mark: string): void {
    if (this.leaders.get(partition)?.mark === mark) return;
    this.leaders.set(partition, { mark, sinceMs: performance.now() });
  }

  /** The mark of a leader that has stood still for too long; empty while there is none. */
  private staleMark(partition: number, nowMs: number): string {
    const seen = this.leaders.get(partition);
    return seen && nowMs - seen.sinceMs >= this.settings.leadershipMs ? seen.mark : '';
  }

  /** A slow Redis makes passes rarer, never overlapping. */
  private tick(): void {
    if (this.busy) return;
    this.busy = true;
    this.running = this.observedPass().finally(() => (this.busy = false));
  }

  private async observedPass(): Promise<void> {
    try {
      const pass = await this.pass();
      if (pass) this.observer.passed(pass);
    } catch (error) {
      this.observer.failed(error);
    }
  }
}

function sum(a: ReconcilerPass, b: ReconcilerPass): ReconcilerPass {
  const pairs = SORTS.map((sort) => [sort, a[sort] + b[sort]] as const);
  return Object.fromEntries(pairs) as unknown as ReconcilerPass;
}
