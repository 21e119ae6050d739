/** A task of any kind handed out for one attempt. */
export interface BegunTask {
  verdict: 'begun';
  /** Needed to settle, renew or give back. */
  epoch: number;
  /** This attempt's number, from 1. */
  attempts: number;
  /** Whether an earlier attempt may have reached the backend. */
  inDoubt: boolean;
}

/** An order handed out for one attempt. */
export interface BegunOrder extends BegunTask {
  orderJson: string;
  correlationId: string;
  traceparent?: string | undefined;
  /** Where somebody waits for the outcome. */
  replyTo?: string | undefined;
  acceptedAtMs: number;
  /** Null for an order taken in synchronously. */
  expiresAtMs: number | null;
}

export type BeginRefusal = 'unknown' | 'ended' | 'expired' | 'leased';

export type TaskVerdict<Task extends BegunTask> =
  Task | { verdict: 'refused'; reason: BeginRefusal };

export type BeginVerdict = TaskVerdict<BegunOrder>;

/** Reads what the begin script returns. */
export function readBegin<Task extends BegunTask>(
  reply: unknown,
  read: (begun: BegunTask, part: string) => Task,
): TaskVerdict<Task> {
  if (typeof reply === 'string') return { verdict: 'refused', reason: reply as BeginRefusal };
  const [, epoch, attempts, inDoubt, part] = reply as [string, number, number, number, string];
  return read({ verdict: 'begun', epoch, attempts, inDoubt: inDoubt === 1 }, part);
}
