import type { OrderStatus, ProblemSummary } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import type { DurabilityWatch } from './durability/durability-watch';
import { replicatedScript } from './durability/replicated-script';
import { bindScript, type LuaScript } from './lua-script';
import { partitionOfId, partitionsOf } from './keys';
import type { TaskKind } from './task-kind';
import { type BegunTask, readTurn, type Turn } from './turn';

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

/** A task that somebody holds. */
export interface HeldTask {
  taskId: string;
  epoch: number;
}

/** The end of an attempt: of the task as a whole, or with another attempt to come. */
export type TaskEnd = HeldTask & ({ settlement: Settlement } | { retry: RetryPlan });

/** What a worker asks for in one turn. */
export interface TurnRequest {
  /** How many to begin, at most {@link MOST_PER_TURN}. */
  want: number;
  leaseMs: number;
  /** How many of them may have failed before, while there are some that were never tried. */
  retryRoom: number;
  /** Clients that are passed over: they have their share of this worker. */
  skipClients?: readonly string[] | undefined;
  /** Ends of attempts to be written first, at most {@link MOST_PER_TURN}. */
  ends: readonly TaskEnd[];
}

/** A turn is one script: longer ones would hold Redis up, shorter ones cost more for each task. */
export const MOST_PER_TURN = 64;

export type CancelVerdict =
  { changed: boolean; status: OrderStatus } | { changed: false; status: 'unknown' };

/** What became of an operator's wish to try a failed task again. */
export type ReplayVerdict = 'queued' | 'unknown' | 'in-doubt' | OrderStatus;

/** What each kind of task brings along; the problems are kept with a task that they end. */
export interface TaskRules<Task extends BegunTask> {
  /** How long a task that ended stays readable. */
  retentionMs: number;
  /** Of a task whose deadline passed between two attempts. */
  outOfTime: ProblemSummary;
  /** Reads the immutable part of what a turn hands out. */
  read(begun: BegunTask, part: string): Task;
}

/** How a queue is set up; the same in every process. */
export interface QueueOptions {
  /** 1 unless told. */
  partitions?: number | undefined;
  /** Most in flight in all partitions together; undefined: no cap. Shared out evenly among them. */
  maxInFlight?: number | undefined;
  /** Of a process whose answers promise something: they wait for the replicas that this one asks for. */
  watch?: DurabilityWatch | undefined;
}

const SCRIPTS = ['turn', 'renew', 'submit', 'cancel', 'expire', 'replay', 'pause'] as const;

type ScriptName = (typeof SCRIPTS)[number];

/** Scripts of which an answer to a client is made. */
const PROMISING: readonly ScriptName[] = ['turn', 'cancel', 'expire', 'replay', 'pause'];

/**
 * A queue of one kind of task, over all its partitions. Each transition is one compare-and-set script over
 * the task's record: a caller that no longer holds the task changes nothing and is told so. All clocks are
 * Redis' own. Every method rejects with the client's error while Redis cannot be asked; the step may then
 * have been made all the same, and making it again is safe.
 */
export class TaskQueue<Task extends BegunTask = BegunTask> {
  readonly partitions: number;
  private readonly scripts: Record<ScriptName, LuaScript>;
  private readonly outOfTime: string;

  constructor(
    redis: Redis,
    readonly kind: TaskKind,
    private readonly rules: TaskRules<Task>,
    private readonly options: QueueOptions = {},
  ) {
    this.partitions = options.partitions ?? 1;
    this.outOfTime = JSON.stringify(rules.outOfTime);
    const { watch } = options;
    const bound = SCRIPTS.map((name) => {
      const script = bindScript(redis, kind, name);
      const promises = watch && PROMISING.includes(name);
      return [name, promises ? replicatedScript(redis, script, watch) : script];
    });
    this.scripts = Object.fromEntries(bound) as Record<ScriptName, LuaScript>;
  }

  /** Takes a task without deadline in; false when it is there already. Orders come in by `OrderIntake`. */
  async submit(taskId: string, client: string, part: string): Promise<boolean> {
    const args = [taskId, `${client}:n`, part];
    return (await this.scripts.submit(partitionOfId(taskId), args)) === 1;
  }

  /**
   * Writes the ends of attempts, then begins tasks for free slots: queued, or due for another attempt →
   * processing, held by the caller under a new epoch for `leaseMs`. A task past its deadline is ended
   * instead of handed out. Idempotent by epochs: after a lost answer the same ends are sent again; what was
   * begun for nobody is begun anew when its lease is over.
   */
  async turn(partition: number, request: TurnRequest): Promise<Turn<Task>> {
    const { want, leaseMs, retryRoom, skipClients = [], ends } = request;
    const args: (string | number)[] = [want, leaseMs, this.rules.retentionMs, retryRoom];
    args.push(this.shareOfCap(partition), this.outOfTime, skipClients.length, ...skipClients);
    for (const end of ends) pushEnd(args, end);
    const reply = await this.scripts.turn(partition, args);
    return readTurn(reply, (begun, part) => this.rules.read(begun, part));
  }

  /** Ends a task held under `epoch`; false when it is no longer held so. Idempotent by that. */
  settle(taskId: string, epoch: number, settlement: Settlement): Promise<boolean> {
    return this.end({ taskId, epoch, settlement });
  }

  /**
   * Gives a task held under `epoch` back for another attempt after `delayMs`; it stays in processing.
   * False as with {@link settle}.
   */
  retryLater(taskId: string, epoch: number, retry: RetryPlan): Promise<boolean> {
    return this.end({ taskId, epoch, retry });
  }

  /** Renews the leases of tasks held; tells for each whether it still is. */
  async renew(leases: readonly HeldTask[], leaseMs: number): Promise<boolean[]> {
    const renewed = new Map<HeldTask, boolean>();
    const calls = [...byPartition(leases)].map(async ([partition, held]) => {
      const args = [leaseMs, ...held.flatMap(({ taskId, epoch }) => [taskId, epoch])];
      const verdicts = (await this.scripts.renew(partition, args)) as number[];
      held.forEach((lease, nth) => renewed.set(lease, verdicts[nth] === 1));
    });
    await Promise.all(calls);
    return leases.map((lease) => renewed.get(lease) === true);
  }

  /** Queued → cancelled, on behalf of the task's client; the backend then never sees it. */
  async cancel(taskId: string, client: string): Promise<CancelVerdict> {
    const args = [taskId, client, this.rules.retentionMs];
    const status = (await this.scripts.cancel(partitionOfId(taskId), args)) as string;
    if (status === 'unknown') return { changed: false, status };
    const changed = status.startsWith('now:');
    return { changed, status: (changed ? status.slice(4) : status) as OrderStatus };
  }

  /** Queued past its deadline → expired, for whoever looks before the reconciler does. */
  async expireIfDue(taskId: string): Promise<boolean> {
    const args = [taskId, this.rules.retentionMs];
    return (await this.scripts.expire(partitionOfId(taskId), args)) === 1;
  }

  /**
   * Failed → queued, with a new time to live (0: without deadline): an operator's retry of a dead
   * letter. Anything but `queued` tells why not; an order that was ever in doubt stays as it is.
   */
  async replay(taskId: string, ttlMs: number): Promise<ReplayVerdict> {
    return (await this.scripts.replay(partitionOfId(taskId), [taskId, ttlMs])) as ReplayVerdict;
  }

  /**
   * From its answer on nothing is begun, by whichever worker, until {@link resume}; survives every
   * process. What is in flight goes on. Idempotent.
   */
  async pause(): Promise<void> {
    await this.everywhere('pause', [1]);
  }

  /** Idempotent. */
  async resume(): Promise<void> {
    await this.everywhere('pause', [0]);
  }

  private async everywhere(script: ScriptName, args: readonly number[]): Promise<void> {
    const calls = partitionsOf(this.partitions).map((one) => this.scripts[script](one, args));
    await Promise.all(calls);
  }

  private async end(end: TaskEnd): Promise<boolean> {
    const nothing = { want: 0, leaseMs: 0, retryRoom: 0 };
    const turn = await this.turn(partitionOfId(end.taskId), { ...nothing, ends: [end] });
    return turn.ended[0] === true;
  }

  private shareOfCap(partition: number): number {
    return shareOfCap(this.options.maxInFlight, partition, this.partitions);
  }
}

/** A cap over all partitions, shared out so that the shares add up to it; 0 is no cap. */
export function shareOfCap(cap: number | undefined, partition: number, partitions: number): number {
  if (cap === undefined) return 0;
  return Math.floor(cap / partitions) + (partition < cap % partitions ? 1 : 0);
}

function pushEnd(args: (string | number)[], end: TaskEnd): void {
  args.push(end.taskId, end.epoch);
  if ('settlement' in end) {
    const { settlement } = end;
    const value = settlement.status === 'completed' ? settlement.result : settlement.error;
    args.push(settlement.status, JSON.stringify(value ?? null), 0);
  } else {
    const { inDoubt, untried, error, delayMs } = end.retry;
    const operation = inDoubt ? 'doubt' : untried === true ? 'untried' : 'retry';
    args.push(operation, JSON.stringify(error), Math.ceil(delayMs));
  }
}

function byPartition(leases: readonly HeldTask[]): Map<number, HeldTask[]> {
  const shares = new Map<number, HeldTask[]>();
  for (const lease of leases) {
    const partition = partitionOfId(lease.taskId);
    const share = shares.get(partition);
    if (share) share.push(lease);
    else shares.set(partition, [lease]);
  }
  return shares;
}
