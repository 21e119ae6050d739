import type { Socket } from 'node:net';
import { Lane } from './lane.ts';
import { treatmentOf, type Direction, type LinkMode } from './link-mode.ts';

const DIRECTIONS: readonly Direction[] = ['requests', 'replies'];

/** A client's connection and its counterpart at the server. */
export class RelayedConnection {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #lanes: Record<Direction, Lane>;
  #abandoned: boolean;

  /** Both sockets need `allowHalfOpen`: an end of one side is news that may get lost. */
  constructor(client: Socket, server: Socket, mode: LinkMode, onClosed: () => void) {
    this.#client = client;
    this.#server = server;
    this.#lanes = {
      requests: new Lane(client, server, treatmentOf(mode, 'requests')),
      replies: new Lane(server, client, treatmentOf(mode, 'replies')),
    };
    this.#abandoned = mode.kind === 'half-open';
    this.#watch(client, server, onClosed);
    this.#watch(server, client, onClosed);
  }

  setMode(mode: LinkMode): void {
    if (this.#abandoned) return;
    if (mode.kind === 'reset' || mode.kind === 'refuse' || this.#hasGapUnder(mode)) {
      return this.reset();
    }
    this.#abandoned = mode.kind === 'half-open';
    for (const one of DIRECTIONS) this.#lanes[one].setTreatment(treatmentOf(mode, one));
  }

  /** RST to both sides. */
  reset(): void {
    for (const socket of [this.#client, this.#server]) socket.resetAndDestroy();
  }

  /** Whether a direction that lost something would now have to deliver what follows. */
  #hasGapUnder(mode: LinkMode): boolean {
    return DIRECTIONS.some(
      (one) => this.#lanes[one].lossy && treatmentOf(mode, one).kind !== 'lose',
    );
  }

  #watch(socket: Socket, other: Socket, onClosed: () => void): void {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', (hadError) => {
      if (hadError && !this.#isSilent) other.resetAndDestroy();
      if (!other.destroyed) return;
      for (const one of DIRECTIONS) this.#lanes[one].close();
      onClosed();
    });
  }

  /** Where bytes get lost, the news of a peer's end gets lost with them. */
  get #isSilent(): boolean {
    return this.#abandoned || DIRECTIONS.some((one) => this.#lanes[one].lossy);
  }
}
