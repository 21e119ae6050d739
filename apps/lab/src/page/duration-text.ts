const MS_PER_S = 1_000;

/** A number and its unit stay on one line. */
const NBSP = '\u00a0';

/** `12.0 s`, for times that are watched while they run. */
export function secondsText(ms: number): string {
  return `${(ms / MS_PER_S).toFixed(1)}${NBSP}s`;
}

/** `12 s` or `1.5 s`, for sentences. */
export function shortSeconds(ms: number): string {
  return `${Number((ms / MS_PER_S).toFixed(1))}${NBSP}s`;
}

/** `34 ms` or `12.0 s`: what was measured may be short or long. */
export function latencyText(ms: number): string {
  return ms < MS_PER_S ? `${Math.round(ms)}${NBSP}ms` : secondsText(ms);
}
