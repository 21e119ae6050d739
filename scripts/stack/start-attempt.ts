import { BAD_SETTING_EXIT_CODE } from './restart-policy.ts';
import { ServiceStartError } from './service.ts';

/** Who refuses a setting does so within its first second; the others' refusals are of use too. */
const COLLECT_REFUSALS_MS = 2_000;

/** Services that are started together: when one fails, the others need not go on. */
export class StartAttempt {
  readonly signal: AbortSignal;
  private readonly failed = new AbortController();
  private readonly failures: unknown[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(signal?: AbortSignal) {
    this.signal = signal ? AbortSignal.any([signal, this.failed.signal]) : this.failed.signal;
  }

  /** Resolves when the start ended either way; {@link conclude} tells how. */
  async add(start: Promise<void>): Promise<void> {
    try {
      await start;
    } catch (error) {
      // What was given up because of us is no failure of its own.
      if (!this.failed.signal.aborted) this.fail(error);
    }
  }

  /** @throws the first failure, with those that came with it */
  conclude(): void {
    clearTimeout(this.timer);
    const [first, ...others] = this.failures;
    if (first instanceof ServiceStartError) {
      first.alsoFailed = others.filter((it) => it instanceof ServiceStartError);
    }
    if (first !== undefined) throw first as Error;
  }

  private fail(error: unknown): void {
    this.failures.push(error);
    const isRefusal =
      error instanceof ServiceStartError && error.exit?.code === BAD_SETTING_EXIT_CODE;
    const delayMs = isRefusal ? COLLECT_REFUSALS_MS : 0;
    this.timer ??= setTimeout(() => this.failed.abort(), delayMs);
  }
}
