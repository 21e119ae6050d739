import type { Logger } from '../logging/logger.port';
import type { DrainState } from './drain-state';
import { EXIT_CODES } from './exit-codes';

/** The part of an app that shutdown needs. */
export interface Closable {
  /** Stops accepting; resolves when the last request under way is answered. */
  stopAccepting(): Promise<void>;
  /** Cuts the requests that are still under way. */
  cutConnections(): void;
  close(): Promise<void>;
}

export interface ShutdownTimes {
  /** From the first signal to the exit. */
  graceMs: number;
  /** Between becoming unready and refusing connections. */
  delayMs: number;
}

export type Exit = (code: number) => Promise<void>;

/** Of the grace time, what is kept for closing the modules once the requests are done or cut. */
const CLOSING_MS = 3_000;
const CLOSING_SHARE = 0.25;

/**
 * Takes a process down in order: unready, refuse connections, let requests end, close modules, exit
 * 0. Whatever hangs is cut at the deadline: a supervisor's SIGKILL would come next.
 */
export class GracefulShutdown {
  private begun = false;

  constructor(
    private readonly drain: DrainState,
    private readonly logger: Logger,
    private readonly times: ShutdownTimes,
    private readonly exit: Exit,
  ) {}

  /** The first call starts the shutdown, a second one ends the process at once. */
  signal(name: string, app: Promise<Closable>): void {
    if (this.begun) return void this.exit(EXIT_CODES.interrupted);
    void this.begin(name, app);
  }

  /** Idempotent, unlike {@link signal}. Resolves when the process is told to exit. */
  async begin(reason: string, app: Promise<Closable>): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    this.logger.info({ reason, graceMs: this.times.graceMs }, 'shutting down');
    this.drain.begin();
    const finished = await this.withinGrace(this.close(app));
    if (finished) this.logger.info({}, 'stopped');
    else this.logger.warn({ graceMs: this.times.graceMs }, 'shutdown cut at its deadline');
    await this.exit(EXIT_CODES.stopped);
  }

  private async close(starting: Promise<Closable>): Promise<void> {
    const startedAtMs = performance.now();
    const app = await starting;
    await sleep(Math.min(this.times.delayMs, this.times.graceMs / 4));
    const spentMs = performance.now() - startedAtMs;
    const { graceMs } = this.times;
    const closingMs = Math.min(CLOSING_MS, graceMs * CLOSING_SHARE);
    await this.endRequests(app, graceMs - closingMs - spentMs);
    await app.close();
  }

  private async endRequests(app: Closable, budgetMs: number): Promise<void> {
    const timer = setTimeout(() => app.cutConnections(), Math.max(budgetMs, 0));
    await app.stopAccepting();
    clearTimeout(timer);
  }

  /** True when `closing` ended in time, with or without an error; false at the deadline. */
  private withinGrace(closing: Promise<void>): Promise<boolean> {
    return new Promise((resolve) => {
      const deadline = setTimeout(() => resolve(false), this.times.graceMs);
      const end = () => {
        clearTimeout(deadline);
        resolve(true);
      };
      closing.then(end, (error: unknown) => {
        this.logger.error({ err: error }, 'closing failed');
        end();
      });
    });
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
