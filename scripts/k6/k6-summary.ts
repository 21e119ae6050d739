/** What k6 says at its end, as `handleSummary` gets it. */
export interface K6Summary {
  state: { testRunDurationMs: number };
  metrics: Record<string, K6Metric>;
  root_group: { checks: readonly K6Check[] };
}

interface K6Metric {
  type: string;
  values: Record<string, number>;
  thresholds?: Record<string, { ok: boolean }>;
}

interface K6Check {
  name: string;
  passes: number;
  fails: number;
}

export interface Threshold {
  metric: string;
  wanted: string;
  /** The statistic that the threshold is about, as it was measured. */
  measured: number | undefined;
  ok: boolean;
}

/** A threshold that asks for nothing stands there to have k6 report its metric. */
const ASKS_NOTHING = /^(max|rate|count)>=0$/;

export function thresholdsOf({ metrics }: K6Summary): Threshold[] {
  return Object.entries(metrics).flatMap(([metric, { thresholds = {}, values }]) =>
    Object.entries(thresholds)
      .filter(([wanted]) => !ASKS_NOTHING.test(wanted))
      .map(([wanted, { ok }]) => ({ metric, wanted, ok, measured: values[statistic(wanted)] })),
  );
}

export function checksOf({ root_group: { checks } }: K6Summary): {
  passed: number;
  failed: number;
  failing: string[];
} {
  return {
    passed: checks.reduce((sum, { passes }) => sum + passes, 0),
    failed: checks.reduce((sum, { fails }) => sum + fails, 0),
    failing: checks
      .filter(({ fails }) => fails > 0)
      .map(({ name, fails }) => `${name} (${fails} ×)`),
  };
}

/** One statistic of one metric; 0 for a counter that nobody has counted on. */
export function statisticOf(
  { metrics }: K6Summary,
  metric: string,
  name: string,
): number | undefined {
  return metrics[metric]?.values[name] ?? (name === 'count' ? 0 : undefined);
}

/** `p(99)` of `p(99)<100`. */
function statistic(wanted: string): string {
  return /^[a-z]+(\([\d.]+\))?/.exec(wanted)?.[0] ?? '';
}
