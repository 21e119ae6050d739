import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { LIFECYCLE_KEYS } from './lifecycle-keys';
import { bindScript, type LuaScript } from './lua-script';
import { RECONCILE_SCRIPT, RESIGN_SCRIPT } from './scripts/reconcile.lua';

/** How the reconciler works; all times in ms. */
export interface ReconcilerSettings {
  /** Names this process among the candidates for leadership. */
  name: string;
  retentionMs: number;
  /** Pause between passes. */
  intervalMs: number;
  /** How long leadership outlives its holder. */
  leadershipMs: number;
  /** How far the line has to be past an order's place before the order counts as lost. */
  graceMs: number;
  /** How long an order that was put back is left alone. */
  recheckMs: number;
  /** Most orders of each kind in one pass. */
  batch: number;
  /** How often an order's job may vanish before the order is quarantined. */
  mostLosses: number;
}

export const RECONCILER_DEFAULTS = {
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

const QUARANTINE_ERROR = JSON.stringify(
  summarizeProblem(
    'order-quarantined',
    'Its job vanished several times before the order was begun, so it was set aside. The backend never saw it; an operator can retry it.',
  ),
);

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
    this.script = bindScript(redis, 'reconcileOrders', RECONCILE_SCRIPT, LIFECYCLE_KEYS.queued);
    this.resign = bindScript(redis, 'resignReconciler', RESIGN_SCRIPT, LIFECYCLE_KEYS.reconciler);
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
    const reply = await this.script([name, ...limits, QUARANTINE_ERROR]);
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
