import type { ProblemSummary } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { bindScript, type LuaScript } from './lua-script';
import { ORDER_QUARANTINED } from './order-lifecycle';
import { reconcileScript, resignScript } from './scripts/reconcile.lua';
import { ORDERS, type TaskKind } from './task-kind';

/** How the reconciler works; all times in ms. */
export interface ReconcilerSettings {
  /** Names this process among the candidates for leadership. */
  name: string;
  /** The tasks that it looks after. */
  kind: TaskKind;
  /** Of a task that is quarantined. */
  quarantined: ProblemSummary;
  retentionMs: number;
  /** Pause between passes. */
  intervalMs: number;
  /** How long leadership outlives its holder. */
  leadershipMs: number;
  /** How far the line has to be past a task's place before the task counts as lost. */
  graceMs: number;
  /** How long a task that was put back is left alone. */
  recheckMs: number;
  /** Most tasks of each sort in one pass. */
  batch: number;
  /** How often a task's job may vanish before the task is quarantined. */
  mostLosses: number;
}

export const RECONCILER_DEFAULTS = {
  kind: ORDERS,
  quarantined: ORDER_QUARANTINED,
  intervalMs: 250,
  leadershipMs: 5_000,
  graceMs: 2_000,
  recheckMs: 10_000,
  batch: 500,
  mostLosses: 5,
} as const satisfies Partial<ReconcilerSettings>;

/** What one pass found and mended, by kind. */
export interface ReconcilerPass {
  /** Queued past their deadline: ended. */
  expired: number;
  /** Queued, yet without a job: put back. */
  lost: number;
  /** Due for their next attempt: put back. */
  retries: number;
  /** Held by somebody who vanished: put back. */
  lapsed: number;
  /** Taken in synchronously and left without an answer: put into the queue. */
  syncInDoubt: number;
  /** Lost too often without ever being sent: ended as failed. */
  quarantined: number;
}

type PassCounts = [number, number, number, number, number, number];

function toPass(counts: PassCounts): ReconcilerPass {
  const [expired, lost, retries, lapsed, syncInDoubt, quarantined] = counts;
  return { expired, lost, retries, lapsed, syncInDoubt, quarantined };
}

/** What the reconciler tells its owner. */
export interface ReconcilerObserver {
  passed(pass: ReconcilerPass): void;
  failed(error: unknown): void;
}

/**
 * Puts back what is overdue: the backstop behind every process that may die. Any number of them may
 * run; one leads at a time. A pass is one bounded script over the indexes by due time.
 */
export class Reconciler {
  private readonly script: LuaScript;
  private readonly resign: LuaScript;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    redis: Redis,
    private readonly settings: ReconcilerSettings,
    private readonly observer: ReconcilerObserver,
  ) {
    const { kind } = settings;
    const bind = (name: string, lua: string) =>
      bindScript(redis, `${kind.name}:${name}`, lua, kind.keys.reconciler);
    this.script = bind('reconcile', reconcileScript(kind));
    this.resign = bind('resign', resignScript(kind));
  }

  start(): void {
    this.timer ??= setInterval(() => this.tick(), this.settings.intervalMs);
  }

  /** Stops after the pass under way, and lets another lead at once; never rejects. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.running;
    await this.resign([this.settings.name]).catch((error: unknown) => this.observer.failed(error));
  }

  /** One pass now; null when another process leads. */
  async pass(): Promise<ReconcilerPass | null> {
    const { name, leadershipMs, batch, retentionMs, graceMs, recheckMs, mostLosses } =
      this.settings;
    const limits = [leadershipMs, batch, retentionMs, graceMs, recheckMs, mostLosses];
    const quarantined = JSON.stringify(this.settings.quarantined);
    const reply = await this.script([name, ...limits, quarantined]);
    const [leads, ...counts] = reply as [number, ...PassCounts];
    return leads === 1 ? toPass(counts) : null;
  }

  private busy = false;

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
