import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Node's own bookkeeping: the answer that the socket carries, or is to carry next. */
type HttpSocket = Socket & { _httpMessage?: object | null };

/**
 * Cuts connections on which nothing moves: idle ones after the keep-alive time, and those whose
 * client has not taken a byte of its answer for `unreadTimeoutMs`. Where the answer is still being
 * worked at, nothing has to move; how long that may take is the route's business.
 */
export function cutSilentSockets(server: Server, unreadTimeoutMs: number): void {
  server.timeout = unreadTimeoutMs;
  server.on('timeout', (socket: HttpSocket) => {
    const isWorkedAt = Boolean(socket._httpMessage) && socket.writableLength === 0;
    if (!isWorkedAt) socket.destroy();
  });
}
