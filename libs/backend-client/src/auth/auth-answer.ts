/**
 * What a call to the auth service came to. Unlinking may be repeated at will, so that there is no
 * doubt as with orders: what is not known to be done is asked for again.
 */
export type AuthAnswer =
  | { readonly kind: 'unlinked' }
  /** It will not be done, however often it is asked for. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly why: AuthTrouble; readonly retryAfterMs?: number };

export type AuthTrouble = 'connect' | 'timeout' | 'broken' | 'overloaded';
