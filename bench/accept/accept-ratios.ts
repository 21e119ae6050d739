import type { Ratio, Ratios } from '../measure/ratio-report.ts';
import { ratioPerRound } from '../measure/statistics.ts';
import type { VariantKey } from './accept-variant.ts';
import type { Measurement } from './measurement.ts';

/** Figures of a measurement that a ratio can be made of. */
type Figure = 'requestsPerSecond' | 'p99Ms' | 'cpuUsPerOrder';

/** A figure of one variant ÷ that of another one, measured in the same rounds. */
interface Comparison {
  name: string;
  figure: Figure;
  above: VariantKey;
  below: VariantKey;
  connections: 64 | 512;
  meaning: string;
  required?: string;
}

const THROUGHPUT = { figure: 'requestsPerSecond', above: 'gateway' } as const;

const COMPARISONS: readonly Comparison[] = [
  {
    name: 'bare64',
    ...THROUGHPUT,
    below: 'bare',
    connections: 64,
    meaning: 'gateway ÷ bare Fastify, requests/s at 64 connections',
    required: '≥ 0.75',
  },
  {
    name: 'bullmq64',
    ...THROUGHPUT,
    below: 'bullmq',
    connections: 64,
    meaning: 'gateway ÷ bare Fastify with BullMQ, requests/s at 64 connections',
    required: '≥ 1.2',
  },
  {
    name: 'cpuOverBare64',
    figure: 'cpuUsPerOrder',
    above: 'gateway',
    below: 'bare',
    connections: 64,
    meaning: 'gateway and Redis ÷ bare Fastify, CPU per order at 64 connections',
    required: '≤ 1.75',
  },
  {
    name: 'p99OverBare64',
    figure: 'p99Ms',
    above: 'gateway',
    below: 'bare',
    connections: 64,
    meaning: 'gateway ÷ bare Fastify, p99 latency at 64 connections',
    required: '≤ 3',
  },
  {
    name: 'tutorial64',
    ...THROUGHPUT,
    below: 'tutorial',
    connections: 64,
    meaning: 'gateway ÷ tutorial, requests/s at 64 connections',
  },
  {
    name: 'cpuTutorialOverOurs64',
    figure: 'cpuUsPerOrder',
    above: 'tutorial',
    below: 'gateway',
    connections: 64,
    meaning: 'tutorial ÷ gateway, CPU of server and Redis per order at 64 connections',
  },
  {
    name: 'bull64',
    ...THROUGHPUT,
    below: 'bull',
    connections: 64,
    meaning: 'gateway ÷ bare Fastify with Bull, requests/s at 64 connections',
  },
  {
    name: 'cpuBullmqOverOurs64',
    figure: 'cpuUsPerOrder',
    above: 'bullmq',
    below: 'gateway',
    connections: 64,
    meaning: 'bare Fastify with BullMQ ÷ gateway, CPU of server and Redis per order',
  },
  {
    name: 'auth64',
    ...THROUGHPUT,
    above: 'gatewayKeys',
    below: 'gateway',
    connections: 64,
    meaning: 'gateway with API keys and quotas ÷ gateway without, requests/s at 64 connections',
  },
  {
    name: 'authTutorial64',
    ...THROUGHPUT,
    above: 'gatewayKeys',
    below: 'tutorial',
    connections: 64,
    meaning: 'gateway with API keys and quotas ÷ tutorial, requests/s at 64 connections',
  },
  {
    name: 'always64OverEverysec64',
    ...THROUGHPUT,
    above: 'gatewayAlways',
    below: 'gateway',
    connections: 64,
    meaning: 'gateway on `always` ÷ gateway on `everysec`, requests/s at 64 connections',
  },
  {
    name: 'bare512',
    ...THROUGHPUT,
    below: 'bare',
    connections: 512,
    meaning: 'gateway ÷ bare Fastify, requests/s at 512 connections',
  },
  {
    name: 'tutorial512',
    ...THROUGHPUT,
    below: 'tutorial',
    connections: 512,
    meaning: 'gateway ÷ tutorial, requests/s at 512 connections',
  },
  {
    name: 'bareOverTutorial64',
    figure: 'requestsPerSecond',
    above: 'bare',
    below: 'tutorial',
    connections: 64,
    meaning: 'bare Fastify ÷ tutorial, requests/s at 64 connections',
  },
  {
    name: 'bullOverTutorial64',
    figure: 'requestsPerSecond',
    above: 'bull',
    below: 'tutorial',
    connections: 64,
    meaning: 'bare Fastify with Bull ÷ tutorial, requests/s at 64 connections',
  },
  {
    name: 'bullmqOverTutorial64',
    figure: 'requestsPerSecond',
    above: 'bullmq',
    below: 'tutorial',
    connections: 64,
    meaning: 'bare Fastify with BullMQ ÷ tutorial, requests/s at 64 connections',
  },
];

/** Every ratio that the benchmark is for; named as in `accept.json`. */
export function acceptRatios(measurements: readonly Measurement[]): Ratios {
  const ratioOf = ({ figure, above, below, connections, ...words }: Comparison): Ratio => {
    const figures = (variant: VariantKey) =>
      byRound(measurements, variant, connections).map((one) => one[figure]);
    const { meaning, required } = words;
    const spread = ratioPerRound(figures(above), figures(below));
    return { spread, meaning, ...(required !== undefined && { required }) };
  };
  return Object.fromEntries(COMPARISONS.map((one) => [one.name, ratioOf(one)]));
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
