import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { endSocket } from './end-socket';

/**
 * Has connections that end behind an answer close in stages (RFC 9112 §9.6): nothing more is said,
 * what still comes is thrown away, and then the connection is cut. Node would close at once; where
 * a body, or another request, is still arriving, the reset that follows takes the answer away.
 */
export function closeInStages(server: Server): void {
  server.on('connection', (socket: Socket) => {
    socket.destroySoon = endAndDiscard;
  });
}

/** Stands in for Node's own, which is called when the last answer is written. */
function endAndDiscard(this: Socket): void {
  // Whoever listens for data takes the reading over from the parser: what comes is no request now.
  this.on('data', discard).removeAllListeners('data').on('data', discard).resume();
  endSocket(this, '');
}

const discard = (): void => undefined;
