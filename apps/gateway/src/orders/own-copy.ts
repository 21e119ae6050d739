import type { FastifyReply, FastifyRequest } from 'fastify';
import { isNamed } from './entity-tag';

/** May be kept by the client that asked, but has to be asked for again. */
export const OWN_COPY_ONLY = 'private, no-cache';

/** Answers with a representation, or with 304 where the client names its tag as known. */
export function sendUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  etag: string,
  representation: () => object,
): void {
  reply.header('etag', etag).header('cache-control', OWN_COPY_ONLY);
  if (isNamed(etag, request.headers['if-none-match'] ?? '')) reply.code(304).send();
  else reply.send(representation());
}
