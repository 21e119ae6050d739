const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/**
 * Whether an `If-None-Match` or `If-Match` field names a tag. Compared weakly (RFC 9110 §8.8.3.2):
 * all our tags are strong, so that a weak one of a client's is one that something in between weakened.
 */
export function isNamed(etag: string, field: string): boolean {
  if (field.trim() === '*') return true;
  return [...field.matchAll(ENTITY_TAG)].some(([, tag]) => tag === etag);
}
