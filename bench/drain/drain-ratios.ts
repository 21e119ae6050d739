import { idealMs } from '../measure/ideal.ts';
import type { Ratio, Ratios } from '../measure/ratio-report.ts';
import { ratioPerRound, spread, type Spread } from '../measure/statistics.ts';
import type { DrainedCase } from './drain-case.ts';
import type { DrainMeasurement } from './drain-measurement.ts';
import type { SubjectKey } from './drain-subject.ts';
import type { RateMeasurement } from './rate-measurement.ts';

/** What the ratios are made of. */
export interface DrainFigures {
  steady: Pick<DrainedCase, 'drains' | 'profile' | 'atOnce'>;
  fast: Pick<DrainedCase, 'drains' | 'sizes'>;
  rates: readonly RateMeasurement[];
}

/** Every ratio that the benchmark is for; named as in `drain.json`. */
export function drainRatios({ steady, fast, rates }: DrainFigures): Ratios {
  return { ...steadyRatios(steady), ...fastRatios(fast), ...rateRatios(rates) };
}

function steadyRatios(steady: DrainFigures['steady']): Ratios {
  const ideal = (subject: SubjectKey, orders: number) => shareOfIdeal(steady, subject, orders);
  const { drains } = steady;
  return {
    ideal1000: {
      spread: ideal('worker', 1_000),
      meaning: 'ideal time ÷ worker’s, 1000 orders',
    },
    ideal3000: {
      spread: ideal('worker', 3_000),
      meaning: 'ideal time ÷ worker’s, 3000 orders',
      required: '≥ 0.95',
    },
    loop3000: {
      spread: speedUp(drains, 'loop', 3_000),
      meaning: 'in-memory loop’s time ÷ worker’s, 3000 orders',
      required: '≥ 0.98',
    },
    loopIdeal3000: {
      spread: ideal('loop', 3_000),
      meaning: 'ideal time ÷ in-memory loop’s, 3000 orders',
    },
    bullIdeal3000: {
      spread: ideal('bull', 3_000),
      meaning: 'ideal time ÷ Bull’s, 3000 orders',
    },
    bullmqIdeal3000: {
      spread: ideal('bullmq', 3_000),
      meaning: 'ideal time ÷ BullMQ’s, 3000 orders',
    },
    bullmq3000: {
      spread: speedUp(drains, 'bullmq', 3_000),
      meaning: 'BullMQ’s time ÷ worker’s, 3000 orders',
    },
  };
}

function fastRatios({ drains, sizes: [orders = 0] }: DrainFigures['fast']): Ratios {
  const against = (subject: SubjectKey, name: string, required?: string): Ratio => ({
    spread: speedUp(drains, subject, orders),
    meaning: `worker ÷ ${name}, orders/s at the fast backend`,
    ...(required !== undefined && { required }),
  });
  return {
    fastBullmq: against('bullmq', 'BullMQ', '≥ 1.3'),
    fastBull: against('bull', 'Bull'),
    fastLoop: against('loop', 'in-memory loop', '≥ 0.65'),
  };
}

function rateRatios(rates: readonly RateMeasurement[]): Ratios {
  return {
    rateOfNominal: {
      spread: spread(rates.map(({ ofNominal }) => ofNominal)),
      meaning: 'rate reached ÷ nominal',
      required: '0.97–1.00',
    },
    worstWindowOfNominal: {
      spread: spread(rates.map(({ worstWindowOfNominal }) => worstWindowOfNominal)),
      meaning: 'arrivals in the fullest sliding 1 s window ÷ nominal',
      required: '≤ 1.02',
    },
  };
}

/** How many times as fast as `subject` the worker was: above 1 it was faster. */
function speedUp(drains: readonly DrainMeasurement[], subject: SubjectKey, orders: number): Spread {
  return ratioPerRound(elapsed(drains, subject, orders), elapsed(drains, 'worker', orders));
}

/** Ideal time ÷ measured time, over the rounds. */
export function shareOfIdeal(
  { drains, profile, atOnce }: Pick<DrainedCase, 'drains' | 'profile' | 'atOnce'>,
  subject: SubjectKey,
  orders: number,
): Spread {
  const ideal = idealMs(profile, orders, atOnce) ?? Number.NaN;
  return spread(elapsed(drains, subject, orders).map((elapsedMs) => ideal / elapsedMs));
}

/** In the order of the rounds. */
export function elapsed(
  drains: readonly DrainMeasurement[],
  subject: SubjectKey,
  orders: number,
): number[] {
  return byRound(drains, subject, orders).map(({ elapsedMs }) => elapsedMs);
}

/** The drains of one subject in the order of their rounds. */
export function byRound(
  drains: readonly DrainMeasurement[],
  subject: SubjectKey,
  orders: number,
): DrainMeasurement[] {
  return drains
    .filter((one) => one.subject === subject && one.orders === orders)
    .toSorted((a, b) => a.round - b.round);
}
