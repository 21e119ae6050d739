import type { AuthAnswer } from './auth-answer';

/** What every call to the auth service carries. */
export interface AuthCall {
  readonly correlationId: string;
  /** For the whole call. */
  readonly timeoutMs: number;
  /** Ends the call early, as unavailable. */
  readonly signal?: AbortSignal;
}

/** The way to the auth service, which links members with their organization's identity provider. */
export abstract class AuthClient {
  /**
   * Takes one member's custom SSO away. Never rejects for anything that a service or a network can
   * do; may be repeated.
   */
  abstract unlink(member: string, call: AuthCall): Promise<AuthAnswer>;

  /** The same for many in one call: all of them, or it is not known which. */
  abstract unlinkAll(members: readonly string[], call: AuthCall): Promise<AuthAnswer>;
}
