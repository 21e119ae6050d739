/**
 * The field `Retry-After` in ms from now; undefined without one that can be read. A date is held
 * against the `Date` of the same answer where there is one, for this machine's clock may be wrong.
 */
export function readRetryAfterMs(headers: Headers): number | undefined {
  const field = headers.get('retry-after');
  if (field === null) return undefined;
  if (/^\d+$/.test(field)) return Number(field) * 1000;
  const date = Date.parse(field);
  if (Number.isNaN(date)) return undefined;
  const answeredAt = Date.parse(headers.get('date') ?? '');
  return Math.max(0, date - (Number.isNaN(answeredAt) ? Date.now() : answeredAt));
}
