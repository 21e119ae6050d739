import type { ProblemError } from '@sluice/platform';
import type { FastifyRequest } from 'fastify';
import type { ClientIdentity } from '../orders/client-identity';
import type { RouteAccess } from './route-access';

/** Decides who a request comes from and whether he may ask for that; null where it does not matter. */
export abstract class AccessPolicy {
  abstract admit(
    request: FastifyRequest,
    needed: RouteAccess,
  ): ClientIdentity | ProblemError | null;
}
