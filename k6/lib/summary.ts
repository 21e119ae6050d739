import { textOption } from './suite-options.ts';

interface SummaryMetric {
  values: Record<string, number>;
  thresholds?: Record<string, { ok: boolean }>;
}

interface SummaryData {
  metrics: Record<string, SummaryMetric>;
}

/** For `npm run k6` everything, as JSON; for somebody who calls k6 by hand the thresholds. */
export function handleSummary(data: SummaryData): Record<string, string> {
  const file = textOption('summary', '');
  if (file !== '') return { [file]: JSON.stringify(data) };
  const lines = Object.entries(data.metrics).flatMap(([name, { thresholds = {}, values }]) =>
    Object.entries(thresholds).map(
      ([wanted, { ok }]) => `${ok ? '✓' : '✗'} ${name} ${wanted}  ${JSON.stringify(values)}`,
    ),
  );
  return { stdout: `\n${lines.join('\n')}\n` };
}
