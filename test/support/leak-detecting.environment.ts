import { TestEnvironment } from 'jest-environment-node';

/** What a test file can leave open that would keep a process alive. */
const WATCHED = ['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'ProcessWrap'];
/** Closing a socket takes a turn or two of the event loop on either side. */
const SETTLE_MS = 2_000;
const CHECK_INTERVAL_MS = 20;

type Timer = NodeJS.Timeout & { _destroyed?: boolean };
type SetTimer = (...args: unknown[]) => Timer;

/**
 * Fails a test file that leaves a socket, server, child process or timer behind. Jest itself kills
 * its workers without a word about that.
 */
export default class LeakDetectingEnvironment extends TestEnvironment {
  private before = new Map<string, number>();
  /** With where each was set, which is written out for those that leak only. */
  private readonly timers = new Map<Timer, Error>();

  override async setup(): Promise<void> {
    await super.setup();
    // Jest's own timers live in the same process: only those of the test file are watched.
    this.watchTimers('setTimeout');
    this.watchTimers('setInterval');
    this.before = openResources();
  }

  override async teardown(): Promise<void> {
    const deadline = performance.now() + SETTLE_MS;
    while (this.leaks().length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, CHECK_INTERVAL_MS));
    }
    const leaks = this.leaks();
    for (const timer of this.timers.keys()) clearTimeout(timer);
    await super.teardown();
    if (leaks.length > 0) throw new Error(`this test file left open: ${leaks.join(', ')}`);
  }

  private watchTimers(name: 'setTimeout' | 'setInterval'): void {
    const original = this.global[name] as unknown as SetTimer;
    const watched = (...args: unknown[]): Timer => {
      const timer = original(...args);
      this.timers.set(timer, new Error('set'));
      return timer;
    };
    // util.promisify finds its own variant as a property of the function.
    Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
    Object.assign(this.global, { [name]: watched });
  }

  private leaks(): string[] {
    const now = openResources();
    const resources = WATCHED.flatMap((type) => {
      const more = (now.get(type) ?? 0) - (this.before.get(type) ?? 0);
      return more > 0 ? [`${more} ${type}`] : [];
    });
    const timers = [...this.timers].filter(([it]) => it.hasRef() && !it._destroyed);
    return [...resources, ...timers.map(([, { stack }]) => `a timer ${origin(stack)}`)];
  }
}

/** The first line of a stack that is neither ours nor Node's. */
function origin(stack = ''): string {
  const lines = stack.split('\n').slice(2);
  return (lines.find((line) => !line.includes('(node:')) ?? '').trim();
}

function openResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const type of process.getActiveResourcesInfo()) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}
