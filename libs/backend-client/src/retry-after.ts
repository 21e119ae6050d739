/**
 * The other side may ask for patience; nobody is put off for longer than this at once, for what it
 * asks may be a mistake. Kept here, where the field is read, so that no reader can forget it.
 */
export const LONGEST_RETRY_AFTER_MS = 900_000;

const WHOLE_SECONDS = /^\d+$/;
/** IMF-fixdate; `Date.parse` alone finds a date in almost anything. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads a `Retry-After` field (RFC 9110 §10.2.3), seconds or an HTTP date, as milliseconds from
 * `nowMs`, at most {@link LONGEST_RETRY_AFTER_MS}; undefined when it is absent or says nothing that
 * can be understood.
 */
export function parseRetryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  const waitMs = WHOLE_SECONDS.test(text) ? Number(text) * 1_000 : untilDateMs(text, nowMs);
  return Number.isNaN(waitMs) ? undefined : Math.min(waitMs, LONGEST_RETRY_AFTER_MS);
}

function untilDateMs(text: string, nowMs: number): number {
  return HTTP_DATE.test(text) ? Math.max(0, Date.parse(text) - nowMs) : Number.NaN;
}
