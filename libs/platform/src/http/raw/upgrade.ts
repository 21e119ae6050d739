import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type HttpSocket = Socket & { parser?: { getCurrentBuffer?(): Buffer } | null };

const HEAD_END = '\r\n\r\n';

/**
 * Ends the connection of a request that asks for another protocol and is not alone. No other protocol
 * is spoken here, so it is answered as if it had not asked; but Node forgets what it has read already
 * behind such a request, and the answers to that would be waited for in vain.
 */
export function endBehindUpgrade(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.upgrade === undefined || isAlone(request)) return;
  response.shouldKeepAlive = false;
}

/** Whether what was read last is this request from its first to its last byte. */
function isAlone({ method, headers, socket }: IncomingMessage): boolean {
  const bytes = (socket as HttpSocket).parser?.getCurrentBuffer?.();
  if (!bytes?.subarray(0, 20).toString('latin1').startsWith(`${method} `)) return false;
  if (headers['transfer-encoding'] !== undefined) return false;
  const bodyBytes = Number(headers['content-length'] ?? 0);
  return bytes.indexOf(HEAD_END) + HEAD_END.length + bodyBytes === bytes.length;
}
