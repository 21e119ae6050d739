/** The field `Retry-After` in ms from now: whole seconds or an HTTP date; undefined without either. */
export function readRetryAfterMs(field: string | null): number | undefined {
  if (field === null) return undefined;
  if (/^\d+$/.test(field)) return Number(field) * 1000;
  const date = Date.parse(field);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
