import type { Logger } from '../logging/logger.port';

const QUIET_MS = 10_000;

/**
 * Tells about a connection's troubles without flooding the log: a reconnecting client fails several
 * times a second for as long as Redis is away. One line per 10 s carries how many were left out.
 */
export class ConnectionLog {
  private lastAtMs = -Infinity;
  private leftOut = 0;
  private connected = false;
  /** Whether the last thing told is that it failed. */
  private toldFailure = false;

  constructor(
    private readonly logger: Logger,
    private readonly connection: string,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  failed(error: Error): void {
    this.connected = false;
    const nowMs = this.nowMs();
    if (nowMs - this.lastAtMs < QUIET_MS) {
      this.leftOut += 1;
      return;
    }
    this.logger.warn(this.fields(error), 'redis connection failed');
    this.toldFailure = true;
    this.lastAtMs = nowMs;
    this.leftOut = 0;
  }

  /** A server that ends closes the connection without an error. */
  lost(): void {
    if (this.connected) this.failed(new Error('connection lost'));
  }

  /** Only a recovery is news; a first connection is not. */
  ready(): void {
    this.connected = true;
    if (!this.toldFailure) return;
    this.toldFailure = false;
    this.logger.info({ connection: this.connection }, 'redis connection restored');
  }

  private fields(error: Error): Record<string, unknown> {
    const { code } = error as { code?: unknown };
    const reason = error.message || (typeof code === 'string' ? code : error.name);
    return { connection: this.connection, reason, code, leftOut: this.leftOut };
  }
}
