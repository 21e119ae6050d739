/** RFC 6750: one scheme, spaces, one token. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** The key in `Authorization: Bearer <key>`. */
export function bearerKeyOf(authorization: string): string | undefined {
  return BEARER.exec(authorization)?.[1];
}
