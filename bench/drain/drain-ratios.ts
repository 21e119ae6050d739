import { idealMs } from '../measure/ideal.ts';
import type { BackendProfile } from '../measure/backend-ledger.ts';
import type { Ratios } from '../measure/ratio-report.ts';
import { ratioPerRound, spread, type Spread } from '../measure/statistics.ts';
import type { DrainMeasurement } from './drain-measurement.ts';
import { AT_ONCE, type SubjectKey } from './drain-subject.ts';
import type { RateMeasurement } from './rate-measurement.ts';

/** Every ratio that the benchmark is for; named as in `drain.json`. */
export function drainRatios(
  drains: readonly DrainMeasurement[],
  rates: readonly RateMeasurement[],
  profile: BackendProfile,
): Ratios {
  return {
    ideal1000: {
      spread: shareOfIdeal(drains, 'worker', 1_000, profile),
      meaning: 'ideal time ÷ worker’s, 1000 orders',
    },
    ideal3000: {
      spread: shareOfIdeal(drains, 'worker', 3_000, profile),
      meaning: 'ideal time ÷ worker’s, 3000 orders',
      required: '≥ 0.93',
    },
    loop3000: {
      spread: ratioPerRound(elapsed(drains, 'loop', 3_000), elapsed(drains, 'worker', 3_000)),
      meaning: 'in-memory loop’s time ÷ worker’s, 3000 orders',
      required: '≥ 0.97',
    },
    loopIdeal3000: {
      spread: shareOfIdeal(drains, 'loop', 3_000, profile),
      meaning: 'ideal time ÷ in-memory loop’s, 3000 orders',
    },
    bullIdeal3000: {
      spread: shareOfIdeal(drains, 'bull', 3_000, profile),
      meaning: 'ideal time ÷ Bull’s, 3000 orders',
    },
    bullmqIdeal3000: {
      spread: shareOfIdeal(drains, 'bullmq', 3_000, profile),
      meaning: 'ideal time ÷ BullMQ’s, 3000 orders',
    },
    bullmq3000: {
      spread: ratioPerRound(elapsed(drains, 'bullmq', 3_000), elapsed(drains, 'worker', 3_000)),
      meaning: 'BullMQ’s time ÷ worker’s, 3000 orders',
    },
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

/** Ideal time ÷ measured time, over the rounds. */
export function shareOfIdeal(
  drains: readonly DrainMeasurement[],
  subject: SubjectKey,
  orders: number,
  profile: BackendProfile,
): Spread {
  const ideal = idealMs(profile, orders, AT_ONCE) ?? Number.NaN;
  return spread(elapsed(drains, subject, orders).map((elapsedMs) => ideal / elapsedMs));
}

/** In the order of the rounds. */
export function elapsed(
  drains: readonly DrainMeasurement[],
  subject: SubjectKey,
  orders: number,
): number[] {
  return drains
    .filter((one) => one.subject === subject && one.orders === orders)
    .toSorted((a, b) => a.round - b.round)
    .map(({ elapsedMs }) => elapsedMs);
}
