import { ProblemError } from '@sluice/platform';
import type { FastifyRequest } from 'fastify';
import { ANONYMOUS_IDENTITY, type ClientIdentity } from '../../orders/client-identity';
import { AccessPolicy } from '../access-policy';
import { OwnOrigin } from './own-origin';

/** Without API keys: whoever is on this machine may do everything, foreign web pages nothing. */
export class LocalPolicy extends AccessPolicy {
  private readonly ownOrigin: OwnOrigin;

  /** @param host loopback address that the gateway listens on */
  constructor(host: string) {
    super();
    this.ownOrigin = new OwnOrigin(host);
  }

  override admit({ raw }: FastifyRequest): ClientIdentity | ProblemError {
    const field = this.ownOrigin.foreignField(raw);
    return field ? foreign(field) : ANONYMOUS_IDENTITY;
  }
}

function foreign(field: string): ProblemError {
  return new ProblemError(
    'forbidden',
    `Without API keys only this machine is served: ${field} has to be the gateway's own loopback address and port.`,
  );
}
