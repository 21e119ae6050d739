import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Progress } from '../../../bench/measure/progress.ts';
import { runToTheEnd } from '../run/run-to-the-end.ts';
import { UsageError } from '../../../bench/measure/cli-options.ts';
import { PROJECT_FOLDER } from '../../../scripts/stack/project.ts';
import { copyBuild } from '../cluster/build-copy.ts';
import { RESULTS_FOLDER } from '../report/write-report.ts';
import type { ChaosSession } from '../run/chaos-session.ts';
import { ALL_MUTANTS } from './all-mutants.ts';
import type { Mutant } from './mutant.ts';
import { writeMutantsReport } from './mutants-report.ts';
import { StaleMutantError } from './patch-build.ts';
import { runMutant, type MutantOptions, type MutantResult } from './run-mutant.ts';
import { countViolations } from '../report/seed-summary.ts';

const progress = new Progress();

await runToTheEnd(async (resources) => {
  const { mutants, controls } = readOptions();
  const folder = await resources.folder();
  const entries = await copyBuild(join(folder, 'dist'));
  const results: MutantResult[] = [];
  for (const mutant of mutants) {
    for (const isControl of controls) {
      const label = `${isControl ? 'control: ' : ''}${mutant.name}`;
      const result = await runOrTell(mutant, {
        entries,
        folder,
        resultsFolder: join(PROJECT_FOLDER, RESULTS_FOLDER, 'mutants'),
        signal: resources.signal,
        isControl,
        onSession: (session: ChaosSession) => resources.keep(() => session.close()),
        onMoment: ({ phase, elapsedMs }) =>
          progress.live(`${label} · ${(elapsedMs / 1_000).toFixed(0)} s · ${phase}`),
      });
      results.push(result);
      tell(label, result);
    }
  }
  process.stdout.write(`${writeMutantsReport(results)}\n`);
  if (!results.every(({ asExpected }) => asExpected)) process.exitCode = 1;
});

/** A mutant that is out of date proves nothing, which is as bad as one that survives. */
async function runOrTell(mutant: Mutant, options: MutantOptions): Promise<MutantResult> {
  try {
    return await runMutant(mutant, options);
  } catch (error) {
    if (!(error instanceof StaleMutantError)) throw error;
    const { name, about, expected } = mutant;
    const nothing = { acknowledged: 0, violations: countViolations([]), seconds: 0 };
    const { isControl } = options;
    return {
      name,
      about,
      expected,
      isControl,
      asExpected: false,
      example: error.message,
      ...nothing,
    };
  }
}

function readOptions(): { mutants: readonly Mutant[]; controls: boolean[] } {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, control: { type: 'boolean', default: false } },
  });
  const { only = '', control } = values;
  const mutants = ALL_MUTANTS.filter(({ name }) => name.includes(only));
  const known = ALL_MUTANTS.map(({ name }) => name).join(', ');
  if (mutants.length === 0) throw new UsageError(`--only takes a part of one of: ${known}`);
  return { mutants, controls: control ? [false, true] : [false] };
}

function tell(label: string, { asExpected, example, seconds }: MutantResult): void {
  progress.line(`${asExpected ? '✓' : '✗'} ${label} (${seconds} s)`);
  if (example !== '') progress.line(example);
}
