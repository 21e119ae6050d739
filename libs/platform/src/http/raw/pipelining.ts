import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests of one connection that may wait behind the one that is being answered. */
export const MAX_PIPELINED = 256;

/**
 * Node's own way to hold a connection back, which it uses when answers are not taken: without
 * `_paused` the next one who reads a body would start it again.
 */
type HttpSocket = Socket & { _paused?: boolean; parser?: { resume(): void } | null };

const waiting = new WeakMap<Socket, number>();

/**
 * Stops reading from a connection on which very many requests wait for their turn, until they have
 * become few again: Node would read on, and one client could have any number under way. Costs
 * nothing where no request waits behind another.
 */
export function limitPipelining(request: IncomingMessage, response: ServerResponse): void {
  const isFirst = response.socket !== null;
  if (isFirst) return;
  const { socket } = request;
  const count = countOf(socket) + 1;
  waiting.set(socket, count);
  if (count >= MAX_PIPELINED) hold(socket);
  response.once('close', () => release(socket));
}

function release(socket: Socket): void {
  const count = countOf(socket) - 1;
  waiting.set(socket, count);
  if (count === MAX_PIPELINED / 2) goOn(socket);
}

function hold(socket: HttpSocket): void {
  socket._paused = true;
  socket.pause();
}

function goOn(socket: HttpSocket): void {
  if (!socket._paused) return;
  socket._paused = false;
  socket.parser?.resume();
  socket.resume();
}

const countOf = (socket: Socket): number => waiting.get(socket) ?? 0;
