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
    const { role } = needed;
    if (role === 'open') return null;
    const identity = this.identityOf(request.raw.headers.authorization, needed);
    if (!identity) return unauthenticated();
    return identity.roles.has(role) ? identity : forbidden(role);
  }

  private identityOf(
    authorization: string | undefined,
    { takesBasic }: RouteAccess,
  ): ClientIdentity | undefined {
    if (authorization === undefined) return undefined;
    const identity = this.keys.bearer(authorization);
    return identity ?? (takesBasic ? this.keys.basic(authorization) : undefined);
  }
}

function unauthenticated(): ProblemError {
  return new ProblemError('unauthenticated', 'Send a valid key: "Authorization: Bearer <key>".');
}

function forbidden(role: string): ProblemError {
  return new ProblemError('forbidden', `This needs a key with the role "${role}".`);
}
