import type { Socket } from 'node:net';

/** Closing while bytes arrive unread makes the kernel reset the connection and drop the answer. */
const LINGER_MS = 500;

/** Sends last words, then leaves the client a moment to read them before the socket is cut. */
export function endSocket(socket: Socket, lastWords: string): void {
  socket.end(lastWords);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}
