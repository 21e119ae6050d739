import { connect, type Socket } from 'node:net';
import { atMost } from '../measure/at-most.ts';
import type { Resources } from '../measure/resources.ts';

const OPENED_AT_ONCE = 100;
const HEARS_WITHIN_MS = 10_000;

/** One reader of events over a socket of its own: as little as can be, for there are thousands. */
class IdleWatcher {
  readonly #socket: Socket;
  #last = '';

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => (this.#last = chunk.toString()));
    socket.on('error', () => undefined);
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded;
  }

  /** Resolves with what comes next. */
  async hears(text: string): Promise<void> {
    const deadline = performance.now() + HEARS_WITHIN_MS;
    while (!this.#last.includes(text)) {
      if (performance.now() > deadline) throw new Error(`a watcher was not told "${text}"`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Watchers of orders to which nothing happens. */
export class IdleWatchers {
  readonly #watchers: readonly IdleWatcher[];

  private constructor(watchers: readonly IdleWatcher[]) {
    this.#watchers = watchers;
  }

  /** @throws Error when a stream does not begin with its order's state. */
  static async open(
    resources: Resources,
    gatewayUrl: string,
    paths: readonly string[],
  ): Promise<IdleWatchers> {
    const { hostname, port, host } = new URL(gatewayUrl);
    const watchers = await atMost(OPENED_AT_ONCE, paths, async (path) => {
      const socket = connect(Number(port), hostname);
      const watcher = new IdleWatcher(socket);
      resources.keep(() => watcher.close());
      socket.write(`GET ${path}/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await watcher.hears('"status":"queued"');
      return watcher;
    });
    return new IdleWatchers(watchers);
  }

  /** @throws Error when some have lost their stream: an idle watcher that is gone costs nothing. */
  checkAllOpen(): void {
    const open = this.#watchers.filter((watcher) => watcher.isOpen).length;
    const all = this.#watchers.length;
    if (open < all) throw new Error(`only ${open} of ${all} watchers still have their stream`);
  }

  /** Resolves when the watcher of the n-th order has been told that it was cancelled. */
  async hearsOfCancellation(index: number): Promise<void> {
    await this.#watchers[index]?.hears('"status":"cancelled"');
  }
}
