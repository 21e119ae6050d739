import { describeCommit, describeMachine, describeVersions } from '../measure/machine.ts';
import { originLine, withSpread } from '../measure/ratio-report.ts';
import { spread } from '../measure/statistics.ts';
import { markdownTable } from '../measure/text-table.ts';
import type { ProcessStart } from './start.model.ts';

export interface StartRun {
  rounds: number;
  restSeconds: number;
  starts: readonly ProcessStart[];
}

const KB_PER_MB = 1_000;

/** The content of `start.json`. */
export function startJson(run: StartRun): object {
  return {
    benchmark: 'start',
    measuredAt: new Date().toISOString(),
    commit: describeCommit(),
    machine: describeMachine(),
    versions: describeVersions(),
    ...run,
  };
}

/** What the terminal shows and `start.md` keeps. */
export function startMarkdown({ rounds, restSeconds, starts }: StartRun): string {
  return [
    '# Starting, and doing nothing',
    `${rounds} rounds. Each process is started by itself, with those that it needs running already, as \`npm start\` would start it; it is ready when its \`/health/ready\` says so (Redis: when it answers a ping), which is asked every 25 ms. Memory is what \`/proc\` says after ${restSeconds} s of doing nothing, nothing collected on purpose; of its own is what belongs to no file, such as Node's code. Medians, in brackets the lowest and the highest round.`,
    table(starts),
    originLine(),
  ].join('\n\n');
}

function table(starts: readonly ProcessStart[]): string {
  const names = [...new Set(starts.map(({ name }) => name))];
  const rows = names.map((name) => {
    const own = starts.filter((one) => one.name === name);
    const cell = (figure: (one: ProcessStart) => number) => withSpread(spread(own.map(figure)), 0);
    return [
      name,
      cell(({ readyMs }) => readyMs),
      cell(({ cpuMs }) => cpuMs),
      cell(({ residentKb }) => residentKb / KB_PER_MB),
      cell(({ ownKb }) => ownKb / KB_PER_MB),
    ];
  });
  const head = ['process', 'ready after ms', 'CPU ms until then', 'memory MB', 'of its own MB'];
  return markdownTable({ head, align: ['left'], rows });
}
