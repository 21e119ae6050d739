import type { Ratios } from '../measure/ratio-report.ts';
import { ratioPerRound } from '../measure/statistics.ts';
import type { VariantKey } from './accept-variant.ts';
import type { Measurement } from './measurement.ts';

/** Figures of a measurement that a ratio can be made of. */
type Figure = 'requestsPerSecond' | 'p99Ms' | 'cpuUsPerOrder';

/** Every ratio that the benchmark is for; named as in `accept.json`. */
export function acceptRatios(measurements: readonly Measurement[]): Ratios {
  const per = (figure: Figure, above: VariantKey, below: VariantKey, connections: number) =>
    ratioPerRound(
      byRound(measurements, above, connections).map((one) => one[figure]),
      byRound(measurements, below, connections).map((one) => one[figure]),
    );
  const throughput = (below: VariantKey, connections: number) =>
    per('requestsPerSecond', 'gateway', below, connections);
  return {
    tutorial64: {
      spread: throughput('tutorial', 64),
      meaning: 'gateway ÷ tutorial, requests/s at 64 connections',
      required: '≥ 3.3',
    },
    tutorial512: {
      spread: throughput('tutorial', 512),
      meaning: 'gateway ÷ tutorial, requests/s at 512 connections',
    },
    bare64: {
      spread: throughput('bare', 64),
      meaning: 'gateway ÷ bare Fastify, requests/s at 64 connections',
      required: '≥ 0.48',
    },
    bare512: {
      spread: throughput('bare', 512),
      meaning: 'gateway ÷ bare Fastify, requests/s at 512 connections',
    },
    p99OverBare64: {
      spread: per('p99Ms', 'gateway', 'bare', 64),
      meaning: 'gateway ÷ bare Fastify, p99 latency at 64 connections',
      required: '≤ 3',
    },
    cpuTutorialOverOurs64: {
      spread: per('cpuUsPerOrder', 'tutorial', 'gateway', 64),
      meaning: 'tutorial ÷ gateway, CPU of server and Redis per order at 64 connections',
      required: '≥ 4.5',
    },
    always64OverEverysec64: {
      spread: per('requestsPerSecond', 'gatewayAlways', 'gateway', 64),
      meaning: 'gateway on `always` ÷ gateway on `everysec`, requests/s at 64 connections',
    },
  };
}

/** The measurements of one variant in the order of their rounds. */
export function byRound(
  measurements: readonly Measurement[],
  variant: VariantKey,
  connections: number,
): Measurement[] {
  return measurements
    .filter((one) => one.variant === variant && one.connections === connections)
    .toSorted((a, b) => a.round - b.round);
}
