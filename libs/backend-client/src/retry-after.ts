const WHOLE_SECONDS = /^\d{1,9}$/;
/** IMF-fixdate; `Date.parse` alone finds a date in almost anything. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads a `Retry-After` field (RFC 9110 §10.2.3), seconds or an HTTP date, as milliseconds from
 * `nowMs`; undefined when it is absent or says nothing that can be understood.
 */
export function parseRetryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (WHOLE_SECONDS.test(text)) return Number(text) * 1_000;
  const dateMs = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
