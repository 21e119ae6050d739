import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { methodNotAllowed } from '../routing/unrouted';
import type { RouteTable } from '../routing/route-table';
import { endSocket } from './end-socket';
import { rawProblem } from './raw-problem';
import { rawRequestOf } from './read-raw-request';

/** Refuses `CONNECT`, for which Node hands over the socket itself. */
export function answerConnect(routes: RouteTable) {
  return (request: IncomingMessage, socket: Duplex): void => {
    socket.on('error', () => socket.destroy());
    const problem = methodNotAllowed(routes.allowedAnywhere());
    endSocket(socket as Socket, rawProblem(problem, rawRequestOf(request)));
    socket.resume();
  };
}
