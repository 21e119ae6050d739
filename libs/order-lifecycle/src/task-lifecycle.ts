import { type OrderStatus, type ProblemSummary } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { type BegunTask, readBegin, type TaskVerdict } from './begin-verdicts';
import { bindScript, type LuaScript } from './lua-script';
import { beginScript } from './scripts/begin.lua';
import { cancelScript } from './scripts/cancel.lua';
import { submitScript } from './scripts/enqueue.lua';
import { expireScript, replayScript } from './scripts/replay.lua';
import { renewScript, retryLaterScript, settleScript } from './scripts/settle.lua';
import type { TaskKind } from './task-kind';

/** A definite end of a task that was begun. */
export type Settlement =
  { status: 'completed'; result: unknown } | { status: 'failed'; error: ProblemSummary };

/** A begun task that is to be tried again. */
export interface RetryPlan {
  delayMs: number;
  /** Whether the backend may have taken the order in this attempt. */
  inDoubt: boolean;
  /** What went wrong, for who reads the task meanwhile. */
  error: ProblemSummary;
  /** True when nothing was tried: the attempt then does not count. */
  untried?: boolean;
}

export type CancelVerdict =
  { changed: boolean; status: OrderStatus } | { changed: false; status: 'unknown' };

/** What became of an operator's wish to try a failed task again. */
export type ReplayVerdict = 'queued' | 'unknown' | 'in-doubt' | OrderStatus;

/** A task that somebody holds. */
export interface HeldTask {
  taskId: string;
  epoch: number;
}

/** What each kind of task brings along; the problems are kept with a task that they end. */
export interface TaskRules<Task extends BegunTask> {
  /** How long a task that ended stays readable. */
  retentionMs: number;
  /** Of a task whose deadline passed between two attempts. */
  outOfTime: ProblemSummary;
  /** Of a task that lost holder after holder. */
  quarantined: ProblemSummary;
  /** Reads the immutable part of what begin hands out. */
  read(begun: BegunTask, taskId: string, part: string): Task;
}

type Transition =
  'submit' | 'begin' | 'settle' | 'retryLater' | 'renew' | 'cancel' | 'expire' | 'replay';

const SCRIPTS: Record<Transition, (kind: TaskKind) => string> = {
  submit: submitScript,
  begin: beginScript,
  settle: settleScript,
  retryLater: retryLaterScript,
  renew: renewScript,
  cancel: cancelScript,
  expire: expireScript,
  replay: replayScript,
};

/**
 * The transitions of a kind of task. Each is one compare-and-set script over the task's record: a
 * caller that no longer holds the task changes nothing and is told so. All clocks are Redis' own.
 */
export class TaskLifecycle<Task extends BegunTask = BegunTask> {
  private readonly scripts: Record<Transition, LuaScript>;

  constructor(
    redis: Redis,
    kind: TaskKind,
    private readonly rules: TaskRules<Task>,
  ) {
    const bound = Object.entries(SCRIPTS).map(([transition, lua]) => {
      const name = `${kind.name}:${transition}`;
      return [transition, bindScript(redis, name, lua(kind), kind.keys.queued)];
    });
    this.scripts = Object.fromEntries(bound) as Record<Transition, LuaScript>;
  }

  /**
   * Takes a task without deadline in; false when it is there already. Orders come in by
   * `OrderIntake`. @param part immutable part without its times: `generation client …\npayload`
   */
  async submit(taskId: string, part: string): Promise<boolean> {
    return (await this.scripts.submit([taskId, part])) === 1;
  }

  /**
   * Queued, or processing with a lease that ran out → processing, held by the caller under a new
   * epoch for `leaseMs`. A task past its deadline is expired instead of handed out.
   */
  async begin(taskId: string, { leaseMs }: { leaseMs: number }): Promise<TaskVerdict<Task>> {
    const { retentionMs, outOfTime, quarantined } = this.rules;
    const errors = [JSON.stringify(outOfTime), JSON.stringify(quarantined)];
    const reply = await this.scripts.begin([taskId, leaseMs, retentionMs, ...errors]);
    return readBegin(reply, (begun, part) => this.rules.read(begun, taskId, part));
  }

  /** Ends a task held under `epoch`; false when it is no longer held so. Idempotent by that. */
  async settle(taskId: string, epoch: number, settlement: Settlement): Promise<boolean> {
    const { status } = settlement;
    const text = JSON.stringify(status === 'completed' ? settlement.result : settlement.error);
    const { retentionMs } = this.rules;
    return (await this.scripts.settle([taskId, epoch, retentionMs, status, text])) === 1;
  }

  /**
   * Gives a task held under `epoch` back for another attempt after `delayMs`; it stays in
   * processing, and the reconciler makes a job of it when due. False as with {@link settle}.
   */
  async retryLater(taskId: string, epoch: number, plan: RetryPlan): Promise<boolean> {
    const { delayMs, inDoubt, error, untried } = plan;
    const flags = [inDoubt ? 1 : 0, JSON.stringify(error), untried ? 1 : 0];
    return (await this.scripts.retryLater([taskId, epoch, Math.ceil(delayMs), ...flags])) === 1;
  }

  /** Renews the leases of tasks held; tells for each whether it still is. */
  async renew(leases: readonly HeldTask[], leaseMs: number): Promise<boolean[]> {
    if (leases.length === 0) return [];
    const held = leases.flatMap(({ taskId, epoch }) => [taskId, epoch]);
    const renewed = (await this.scripts.renew([leaseMs, ...held])) as number[];
    return renewed.map((one) => one === 1);
  }

  /** Queued → cancelled, on behalf of the task's client; the backend then never sees it. */
  async cancel(taskId: string, client: string): Promise<CancelVerdict> {
    const { retentionMs } = this.rules;
    const status = (await this.scripts.cancel([taskId, client, retentionMs])) as string;
    if (status === 'unknown') return { changed: false, status };
    const changed = status.startsWith('now:');
    return { changed, status: (changed ? status.slice(4) : status) as OrderStatus };
  }

  /** Queued past its deadline → expired, for whoever looks before the reconciler does. */
  async expireIfDue(taskId: string): Promise<boolean> {
    return (await this.scripts.expire([taskId, this.rules.retentionMs])) === 1;
  }

  /**
   * Failed → queued, with a new time to live (0: without deadline): an operator's retry of a dead
   * letter. Anything but `queued` tells why not; an order that was ever in doubt stays as it is.
   */
  async replay(taskId: string, ttlMs: number): Promise<ReplayVerdict> {
    return (await this.scripts.replay([taskId, ttlMs])) as ReplayVerdict;
  }
}
