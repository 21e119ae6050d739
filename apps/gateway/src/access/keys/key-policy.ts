import { ProblemError } from '@sluice/platform';
import type { FastifyRequest } from 'fastify';
import type { ClientIdentity } from '../../orders/client-identity';
import { AccessPolicy } from '../access-policy';
import type { RouteAccess } from '../route-access';
import type { ApiKeys } from './api-keys';

/** With API keys: every caller shows one, except where nothing is to be protected. */
export class KeyPolicy extends AccessPolicy {
  constructor(private readonly keys: ApiKeys) {
    super();
  }

  override admit(
    request: FastifyRequest,
    needed: RouteAccess,
  ): ClientIdentity | ProblemError | null {
    if (needed === 'open') return null;
    const { authorization } = request.raw.headers;
    const identity = authorization === undefined ? undefined : this.keys.bearer(authorization);
    if (!identity) return unauthenticated();
    return identity.roles.has(needed) ? identity : forbidden(needed);
  }
}

function unauthenticated(): ProblemError {
  return new ProblemError('unauthenticated', 'Send a valid key: "Authorization: Bearer <key>".');
}

function forbidden(role: string): ProblemError {
  return new ProblemError('forbidden', `This needs a key with the role "${role}".`);
}
