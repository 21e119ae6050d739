import { TestEnvironment } from 'jest-environment-node';

/** What a test file can leave open that would keep a process alive. */
const WATCHED = ['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'ProcessWrap', 'Timeout'];
/** Closing a socket takes a turn or two of the event loop on either side. */
const SETTLE_MS = 2_000;
const CHECK_INTERVAL_MS = 20;

type Counts = Map<string, number>;

/**
 * Fails a test file that leaves a socket, server, child process or timer behind. Jest itself kills
 * its workers without a word about that.
 */
export default class LeakDetectingEnvironment extends TestEnvironment {
  private before: Counts = new Map();

  override async setup(): Promise<void> {
    await super.setup();
    this.before = openResources();
  }

  override async teardown(): Promise<void> {
    const deadline = performance.now() + SETTLE_MS;
    while (this.leaks().length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, CHECK_INTERVAL_MS));
    }
    const leaks = this.leaks();
    await super.teardown();
    if (leaks.length > 0) throw new Error(`this test file left open: ${leaks.join(', ')}`);
  }

  private leaks(): string[] {
    const now = openResources();
    return WATCHED.flatMap((type) => {
      const more = (now.get(type) ?? 0) - (this.before.get(type) ?? 0);
      return more > 0 ? [`${more} ${type}`] : [];
    });
  }
}

function openResources(): Counts {
  const counts: Counts = new Map();
  for (const type of process.getActiveResourcesInfo())
    counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
