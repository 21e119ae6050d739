import { parseArgs } from 'node:util';
import { countOption } from '../measure/cli-options.ts';

export interface LoadOptions {
  /** Where the results are kept. */
  folder: string;
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
}

/** How long and how often to measure, and where to keep it, as the command line says. */
export function readLoadOptions(): LoadOptions {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '2' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    folder: values.out,
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    warmUpSeconds: countOption('warm-up', values['warm-up']),
  };
}
