import { Terminal } from '../terminal.ts';
import { runStep } from './run-step.ts';
import { STEPS, type Step } from './steps.ts';

const terminal = new Terminal(process.stdout);
const startedAt = performance.now();
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

async function passes(step: Step): Promise<boolean> {
  terminal.move(step.name);
  const { isPassed, output, tookMs } = await runStep(step);
  terminal.idle();
  if (isPassed) terminal.done(step.name, seconds(tookMs));
  else terminal.print(output.trimEnd());
  return isPassed;
}

async function main(): Promise<number> {
  for (const step of STEPS) {
    if (await passes(step)) continue;
    const command = `node ${step.args.join(' ')}`;
    terminal.fail(step.name, `failed after ${seconds(performance.now() - startedAt)}: ${command}`);
    return 1;
  }
  terminal.print(`\nverified in ${seconds(performance.now() - startedAt)}`);
  return 0;
}

process.exitCode = await main();
