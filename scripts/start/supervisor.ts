import { once } from 'node:events';
import { join, relative, resolve } from 'node:path';
import { BAD_SETTING_EXIT_CODE } from '../stack/restart-policy.ts';
import { ServiceStartError } from '../stack/service.ts';
import type { StackEvent } from '../stack/stack-event.ts';
import { startStack, type Stack } from '../stack/stack.ts';
import { greet } from './greeting.ts';
import { prepare } from './preparation.ts';
import { stackOptionsOf } from './start-settings.mapper.ts';
import { StackNarrator } from './stack-narrator.ts';
import { StartLock } from './start-lock.ts';
import { StartSettingError, type StartSettings } from './start-settings.ts';
import type { StopRequests } from './stop-requests.ts';
import type { Terminal } from '../terminal.ts';

const FAILED_EXIT_CODE = 1;
const FORCED_EXIT_CODE = 130;

/** Runs the whole of Sluice on this machine, from an empty folder to the last process stopped. */
export class Supervisor {
  private readonly terminal: Terminal;
  private readonly stopRequests: StopRequests;
  private readonly narrator: StackNarrator;
  private readonly startedAt = performance.now();
  private exitCode = 0;

  constructor(terminal: Terminal, stopRequests: StopRequests) {
    this.terminal = terminal;
    this.stopRequests = stopRequests;
    this.narrator = new StackNarrator(terminal);
  }

  /** Resolves with the exit code once everything that it started is gone. */
  async run(settings: StartSettings): Promise<number> {
    const dataDir = resolve(settings.dataDir);
    const { stop } = this.stopRequests;
    const lock = await StartLock.take(dataDir, (line) => this.terminal.busy(line), stop);
    try {
      await prepare(settings, dataDir, this.terminal, stop);
      const stack = await this.start(settings, dataDir);
      await once(stop, 'abort');
      lock.markEnding();
      await this.stop(stack);
    } finally {
      lock.release();
    }
    return this.exitCode;
  }

  /** Says why it did not work; gives the exit code for that. */
  explain(error: unknown): number {
    this.terminal.idle();
    if (this.stopRequests.stop.aborted) return this.exitCode;
    if (error instanceof ServiceStartError) return this.explainServiceFault(error);
    const message = error instanceof Error ? error.message : String(error);
    for (const line of message.split('\n')) this.terminal.fail('start', line);
    return error instanceof StartSettingError ? BAD_SETTING_EXIT_CODE : FAILED_EXIT_CODE;
  }

  private async start(settings: StartSettings, dataDir: string): Promise<Stack> {
    const onEvent = (event: StackEvent) => this.hear(event);
    const { stop: signal } = this.stopRequests;
    const stack = await startStack({ ...stackOptionsOf(settings, dataDir), onEvent, signal });
    const logFolder = relative(process.cwd(), join(dataDir, 'logs'));
    const tookMs = performance.now() - this.startedAt;
    const asksForKey = Boolean(settings.env['API_KEYS_FILE']);
    greet(this.terminal, stack, { tookMs, logFolder, asksForKey });
    this.narrator.watchLogs();
    return stack;
  }

  private async stop(stack: Stack): Promise<void> {
    const { force } = this.stopRequests;
    this.narrator.announceStop();
    this.terminal.print('\nStopping, the intake first (Ctrl-C again ends it at once) …');
    const killAll = () => {
      this.exitCode = FORCED_EXIT_CODE;
      void stack.stop({ force: true });
    };
    force.addEventListener('abort', killAll, { once: true });
    await stack.stop();
    this.narrator.close();
    this.terminal.print('Sluice has stopped; its data is kept.');
  }

  /** An app that refuses its settings will refuse them again: the rest is of no use without it. */
  private hear(event: StackEvent): void {
    this.narrator.tell(event);
    if (event.kind !== 'gave-up') return;
    this.exitCode = BAD_SETTING_EXIT_CODE;
    this.stopRequests.request();
  }

  private explainServiceFault(error: ServiceStartError): number {
    this.narrator.tellFailures([error, ...error.alsoFailed]);
    return error.exit?.code === BAD_SETTING_EXIT_CODE ? BAD_SETTING_EXIT_CODE : FAILED_EXIT_CODE;
  }
}
