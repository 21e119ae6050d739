import { faultOfAnyUrl, faultOfPublicUrl, ProblemError } from '@sluice/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const POINTER = '/callbackUrl';

const POLICY = Symbol('callback policy');

interface PolicyMember {
  [POLICY]?: CallbackPolicy;
}

export interface CallbackPolicySettings {
  readonly callbackSecret?: string;
  readonly callbackAllowPrivate: boolean;
}

/** Which `callbackUrl`s are taken in: those to which a callback would be sent, as far as can be told. */
export class CallbackPolicy {
  constructor(private readonly settings: CallbackPolicySettings) {}

  /** Makes it the policy of every request of this server. */
  governs(server: FastifyInstance): void {
    (server as FastifyInstance & PolicyMember)[POLICY] = this;
  }

  /**
   * A `callbackUrl` of the contract's shape as it is kept: as the URL standard writes it, without its
   * fragment. Undefined where the order has none.
   *
   * @throws ProblemError `invalid-request` with a pointer into the order
   */
  read(callbackUrl: string | undefined): string | undefined {
    if (callbackUrl === undefined) return undefined;
    const url = new URL(callbackUrl);
    const detail = this.faultOf(url);
    if (detail !== undefined) {
      throw new ProblemError('invalid-request', undefined, {
        errors: [{ pointer: POINTER, detail }],
      });
    }
    url.hash = '';
    return url.href;
  }

  private faultOf(url: URL): string | undefined {
    if (this.settings.callbackSecret === undefined) {
      return 'is not served here: no secret to sign callbacks with is set up (CALLBACK_SECRET)';
    }
    return this.settings.callbackAllowPrivate ? faultOfAnyUrl(url) : faultOfPublicUrl(url);
  }
}

const NO_CALLBACKS = new CallbackPolicy({ callbackAllowPrivate: false });

/** The policy of the server that a request came to. */
export function callbackPolicyOf(request: FastifyRequest): CallbackPolicy {
  return (request.server as FastifyInstance & PolicyMember)[POLICY] ?? NO_CALLBACKS;
}
