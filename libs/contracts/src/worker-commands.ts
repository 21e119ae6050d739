/**
 * Commands to order-workers, sent over Nest's Redis transport. A command is addressed to one worker
 * (`workerPattern`), so that each answers for itself; who they are is read from the registry of workers.
 */
export const WORKER_COMMANDS = ['state', 'pause', 'resume', 'limiter'] as const;

export type WorkerCommand = (typeof WORKER_COMMANDS)[number];

/** Message pattern of one command for one worker. */
export function workerPattern(workerId: string, command: WorkerCommand): string {
  return `worker.${workerId}.${command}`;
}

/** The fixed limiter as operators see and set it. */
export interface LimiterSettings {
  /** Orders in flight per worker process. */
  concurrency: number;
  /** Orders per window over all workers; null for no rate. */
  rateMax: number | null;
  rateWindowMs: number;
}

/** What a worker answers to every command. */
export interface WorkerState {
  workerId: string;
  startedAt: string;
  /** Whether this worker takes orders in. */
  paused: boolean;
  /** Orders it is sending to the backend now. */
  inFlight: number;
  /** Its breaker before the backend: open, it begins nothing. */
  breaker: 'closed' | 'open' | 'half-open';
  /** Orders it settled since its start, by outcome. */
  settled: { completed: number; failed: number; retried: number };
  limiter: LimiterSettings;
}
