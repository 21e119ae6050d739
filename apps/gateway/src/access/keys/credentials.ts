/** RFC 6750: one scheme, spaces, one token. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;

/** The user name with which a browser's log-in window sends a key. */
const BASIC_USER = 'key:';

/** The key in `Authorization: Bearer <key>`. */
export function bearerKeyOf(authorization: string): string | undefined {
  return BEARER.exec(authorization)?.[1];
}

/** The key in `Authorization: Basic …` of the user `key`. */
export function basicKeyOf(authorization: string): string | undefined {
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString();
  return pair.startsWith(BASIC_USER) ? pair.slice(BASIC_USER.length) : undefined;
}
