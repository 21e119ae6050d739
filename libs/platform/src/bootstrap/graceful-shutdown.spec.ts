import { createLogger } from '../logging/pino-logger';
import { DrainState } from './drain-state';
import { GracefulShutdown, type Closable } from './graceful-shutdown';

const TIMES = { graceMs: 10_000, delayMs: 500 };

/** Records what is asked of an app and when, by the fake clock. */
class TrialApp implements Closable {
  readonly steps: string[] = [];
  requestsMs = 100;
  closeMs = 200;
  closeError: Error | undefined;
  private readonly startedAtMs = performance.now();
  private cut: () => void = () => undefined;

  note(step: string): void {
    this.steps.push(`${Math.round(performance.now() - this.startedAtMs)} ${step}`);
  }

  async stopAccepting(): Promise<void> {
    this.note('stop accepting');
    await new Promise<void>((resolve) => {
      this.cut = resolve;
      setTimeout(resolve, this.requestsMs);
    });
  }

  cutConnections(): void {
    this.note('cut');
    this.cut();
  }

  async close(): Promise<void> {
    this.note('close');
    await new Promise((resolve) => setTimeout(resolve, this.closeMs));
    if (this.closeError) throw this.closeError;
    this.note('closed');
  }
}

describe('GracefulShutdown', () => {
  let app: TrialApp;
  let drain: DrainState;
  let log: string;
  let shutdown: GracefulShutdown;

  beforeEach(() => {
    jest.useFakeTimers();
    log = '';
    const logger = createLogger('trial', 'info', { write: (line: string) => void (log += line) });
    app = new TrialApp();
    drain = new DrainState();
    const exit = async (code: number) => app.note(`exit ${code}`);
    shutdown = new GracefulShutdown(drain, logger, TIMES, exit);
  });

  afterEach(() => jest.useRealTimers());

  const run = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('is unready first, then ends requests, then modules, then itself', async () => {
    app.requestsMs = 2_000;
    app.closeMs = 1_000;
    shutdown.signal('SIGTERM', Promise.resolve(app));
    expect(drain.draining).toBe(true);
    await run(20_000);
    expect(app.steps).toEqual(['500 stop accepting', '2500 close', '3500 closed', '3500 exit 0']);
    expect(log).toContain('"stopped"');
  });

  it('cuts requests that hang with time left to close in order', async () => {
    app.requestsMs = 1e6;
    shutdown.signal('SIGTERM', Promise.resolve(app));
    await run(20_000);
    expect(app.steps).toEqual([
      '500 stop accepting',
      '7500 cut',
      '7500 close',
      '7700 closed',
      '7700 exit 0',
    ]);
  });

  it('keeps a few seconds of a long grace time for closing, not a share of it', async () => {
    app.requestsMs = 1e6;
    const exit = async (code: number) => app.note(`exit ${code}`);
    const logger = createLogger('trial', 'fatal', { write: () => undefined });
    const times = { graceMs: 120_000, delayMs: 0 };
    new GracefulShutdown(drain, logger, times, exit).signal('SIGTERM', Promise.resolve(app));
    await run(120_000);
    expect(app.steps).toContain('117000 cut');
  });

  it('ends at the deadline whatever hangs', async () => {
    app.closeMs = 1e6;
    shutdown.signal('SIGTERM', Promise.resolve(app));
    await run(20_000);
    expect(app.steps).toEqual(['500 stop accepting', '600 close', '10000 exit 0']);
    expect(log).toContain('shutdown cut at its deadline');
  });

  it('ends at the deadline even if the app never comes to serve', async () => {
    shutdown.signal('SIGTERM', new Promise(() => undefined));
    await run(20_000);
    expect(app.steps).toEqual(['10000 exit 0']);
  });

  it('tells an error while closing and still stops', async () => {
    app.closeError = new Error('would not close');
    shutdown.signal('SIGTERM', Promise.resolve(app));
    await run(20_000);
    expect(app.steps.at(-1)).toBe('800 exit 0');
    expect(log).toContain('would not close');
  });

  it('ends at once at a second signal', async () => {
    shutdown.signal('SIGINT', Promise.resolve(app));
    await run(100);
    shutdown.signal('SIGINT', Promise.resolve(app));
    expect(app.steps).toEqual(['100 exit 130']);
  });

  it('does not take the loss of its supervisor for a second signal', async () => {
    shutdown.signal('SIGTERM', Promise.resolve(app));
    await shutdown.begin('supervisor gone', Promise.resolve(app));
    await run(20_000);
    expect(app.steps.filter((step) => step.includes('exit'))).toEqual(['800 exit 0']);
  });
});
