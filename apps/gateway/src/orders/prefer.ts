/** What a request prefers of the things that this server can do. */
export interface Preferences {
  respondAsync: boolean;
  /** Whole seconds, at least 0; how many of them are granted is the caller's business. */
  waitS?: number;
}

const MOST_SECONDS = 999_999_999;

/** One preference of the list, up to a comma outside of quotes. Matches in linear time. */
const ELEMENT = /(?:[^",]|"(?:[^"\\]|\\.?)*"?)+/g;

/** `name`, `name=token` or `name="text"`, parameters left aside (RFC 7240 §2). */
const PREFERENCE =
  /^[ \t]*([!#$%&'*+.^_`|~\w-]+)[ \t]*(?:=[ \t]*(?:([!#$%&'*+.^_`|~\w-]+)|"((?:[^"\\]|\\.)*)")[ \t]*)?(?:;|$)/;

/**
 * Reads a `Prefer` field (RFC 7240). Of a preference that is given several times the first one
 * counts; what is unknown or malformed is ignored, for a preference never fails a request.
 */
export function readPreferences(header: string | string[] | undefined): Preferences {
  if (header === undefined) return { respondAsync: false };
  const given = readList([header].flat().join(','));
  const wait = given.get('wait') ?? '';
  return {
    respondAsync: given.get('respond-async') === '',
    ...(/^\d+$/.test(wait) ? { waitS: Math.min(Number(wait), MOST_SECONDS) } : {}),
  };
}

/** Values by lower-case name; without a value and with an empty one mean the same. */
function readList(field: string): Map<string, string> {
  const given = new Map<string, string>();
  for (const element of field.match(ELEMENT) ?? []) {
    const [, name, token, quoted] = PREFERENCE.exec(element) ?? [];
    if (name === undefined || given.has(name.toLowerCase())) continue;
    given.set(name.toLowerCase(), token ?? quoted?.replace(/\\(.)/g, '$1') ?? '');
  }
  return given;
}
