import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASS, type LinkMode } from './link-mode.ts';
import { RelayedConnection } from './relayed-connection.ts';

export interface LinkTarget {
  host: string;
  port: number;
}

const PROBE_INTERVAL_MS = 20;

/**
 * A TCP proxy in front of one server, for one group of clients. Its mode can be changed while
 * connections are open. While nobody listens at the server nobody listens here: clients are refused
 * as they would be without the proxy.
 */
export class TcpLink {
  readonly name: string;
  readonly port: number;
  readonly #target: LinkTarget;
  readonly #connections = new Set<RelayedConnection>();
  #mode: LinkMode = PASS;
  #server: Server | undefined;
  #targetIsUp = true;
  #closed = false;
  #switching: Promise<void> = Promise.resolve();

  constructor(name: string, port: number, target: LinkTarget) {
    this.name = name;
    this.port = port;
    this.#target = target;
  }

  get mode(): LinkMode {
    return this.#mode;
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Resolves when clients can connect. @throws Error when the port is taken */
  async open(): Promise<void> {
    await this.#adjustListener();
  }

  /** In force for every open connection when it resolves. */
  async setMode(mode: LinkMode): Promise<void> {
    this.#mode = mode;
    for (const connection of this.#connections) connection.setMode(mode);
    await this.#adjustListener();
  }

  /** Tells that the server is gone, sooner than a failing connection would. */
  async targetDied(): Promise<void> {
    if (!this.#targetIsUp || this.#closed) return;
    this.#targetIsUp = false;
    void this.#awaitTarget();
    await this.#adjustListener();
  }

  /** Resets every connection. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const connection of this.#connections) connection.reset();
    await this.#adjustListener();
  }

  /** One change at a time: a listener that closes has to be gone before its port is taken again. */
  #adjustListener(): Promise<void> {
    this.#switching = this.#switching.then(async () => {
      const wanted = !this.#closed && this.#targetIsUp && this.#mode.kind !== 'refuse';
      if (wanted && !this.#server) this.#server = await this.#listen();
      if (!wanted && this.#server) await this.#stopListening(this.#server);
    });
    return this.#switching;
  }

  async #listen(): Promise<Server> {
    const server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  /** Not waiting for the connections that it accepted: they may live on. */
  async #stopListening(server: Server): Promise<void> {
    this.#server = undefined;
    server.close();
    await sleep(0);
  }

  #accept(client: Socket): void {
    if (this.#mode.kind === 'reset') return void client.resetAndDestroy();
    const server = connect({ ...this.#target, allowHalfOpen: true });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') void this.targetDied();
    });
    const connection = new RelayedConnection(client, server, this.#mode, () =>
      this.#connections.delete(connection),
    );
    this.#connections.add(connection);
  }

  async #awaitTarget(): Promise<void> {
    while (!this.#closed && !(await this.#targetAccepts())) await sleep(PROBE_INTERVAL_MS);
    this.#targetIsUp = true;
    await this.#adjustListener();
  }

  #targetAccepts(): Promise<boolean> {
    return new Promise((resolve) => {
      const probe = connect(this.#target);
      probe.once('connect', () => resolve(true)).once('error', () => resolve(false));
      probe.once('connect', () => probe.destroy());
    });
  }
}
