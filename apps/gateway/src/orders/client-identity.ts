import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What a key may do: `client` submits and follows orders, `ops` looks at queues and turns them. */
export const ROLES = ['client', 'ops'] as const;

export type Role = (typeof ROLES)[number];

/** Whom a request comes from. */
export interface ClientIdentity {
  client: string;
  roles: ReadonlySet<Role>;
}

/** The name of whoever calls while no API keys are set up; no key may carry it. */
export const ANONYMOUS = 'anonymous';

export const ANONYMOUS_IDENTITY: ClientIdentity = { client: ANONYMOUS, roles: new Set(ROLES) };

const IDENTITY = Symbol('client identity');

interface IdentityMember {
  [IDENTITY]?: ClientIdentity | null;
}

/** Declares the member once, so that all requests keep one shape. */
export function declareIdentity(instance: FastifyInstance): void {
  instance.decorateRequest(IDENTITY, null);
}

/** Notes whom a request comes from; the access check does, before the body is read. */
export function identify(request: FastifyRequest, identity: ClientIdentity): void {
  (request as FastifyRequest & IdentityMember)[IDENTITY] = identity;
}

/**
 * The client that a request comes from; orders, numbers and idempotency keys are this client's.
 *
 * @throws Error on a route that asks nobody who he is: better a defect than somebody else's orders
 */
export function clientOf(request: FastifyRequest): string {
  const identity = (request as FastifyRequest & IdentityMember)[IDENTITY];
  if (!identity) throw new Error('the client of an open route is not known');
  return identity.client;
}
