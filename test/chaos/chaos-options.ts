import { parseArgs } from 'node:util';
import { countOption } from '../../bench/measure/cli-options.ts';

/** What the command line asks for. */
export interface ChaosOptions {
  seeds: number;
  firstSeed: number;
  /** Seed after seed on the same processes, for so long; undefined: each seed on new ones. */
  minutes: number | undefined;
  ratePerSecond: number;
  windowMs: number;
  /** Fewer faults that take place prove nothing. */
  leastFaults: number;
}

const FULL = { windowMs: 38_000, leastFaults: 10 };
const SHORT = { windowMs: 20_000, leastFaults: 8 };
const SEED_RANGE = 1_000_000;

/**
 * @param chosenSeed for when none is given; it is printed, so that the run can be repeated
 * @throws UsageError for what cannot be understood
 */
export function readChaosOptions(args: string[], chosenSeed: number): ChaosOptions {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: '1' },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      rate: { type: 'string', default: '60' },
      short: { type: 'boolean', default: false },
    },
  });
  const { seeds, seed, minutes, rate, short } = values;
  return {
    seeds: countOption('seeds', seeds),
    firstSeed: seed === undefined ? chosenSeed % SEED_RANGE : countOption('seed', seed),
    minutes: minutes === undefined ? undefined : countOption('minutes', minutes),
    ratePerSecond: countOption('rate', rate),
    ...(short ? SHORT : FULL),
  };
}
