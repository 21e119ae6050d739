import type { Progress } from '../measure/progress.ts';
import { grouped } from '../measure/text-table.ts';
import { ENDPOINTS, type RungRun } from './ladder.model.ts';
import type { LadderStack } from './ladder-stack.ts';
import { runRung, type RungOptions, type RungProgress } from './rung-run.ts';

const WARM_UP_ORDERS = 200;
const REFRESH_INTERVAL_MS = 200;

/** Every rung over both endpoints, `runs` times, from the lowest load to the highest. */
export async function climb(
  stack: LadderStack,
  rungs: readonly number[],
  runs: number,
  progress: Progress,
): Promise<RungRun[]> {
  const done: RungRun[] = [];
  await warmUp(stack, progress);
  for (const orders of rungs) {
    for (let run = 1; run <= runs; run += 1) {
      for (const endpoint of ENDPOINTS) {
        const label = `${endpoint.padEnd(5)} ${grouped(orders).padStart(5)} orders, run ${run}/${runs}`;
        const result = await runWithProgress(stack, { endpoint, orders, run }, label, progress);
        progress.line(`${label}  ${summary(result)}`);
        done.push(result);
      }
    }
  }
  return done;
}

/** Cold code would make the first rung slow; the compiler is not what is to be measured. */
async function warmUp(stack: LadderStack, progress: Progress): Promise<void> {
  for (const endpoint of ENDPOINTS) {
    const options = { endpoint, orders: WARM_UP_ORDERS, run: 0 };
    await runWithProgress(stack, options, `warm-up, ${endpoint}`, progress);
  }
}

async function runWithProgress(
  stack: LadderStack,
  options: RungOptions,
  label: string,
  progress: Progress,
): Promise<RungRun> {
  const state: RungProgress = { taken: 0, failures: 0 };
  const startedMs = performance.now();
  const show = () => {
    const seconds = grouped((performance.now() - startedMs) / 1_000, 1);
    const { taken, failures } = state;
    const failed = failures === 0 ? '' : `, ${grouped(failures)} attempts failed`;
    progress.live(
      `${label}  ${grouped(taken)} of ${grouped(options.orders)} answered${failed}, ${seconds} s`,
    );
  };
  const timer = setInterval(show, REFRESH_INTERVAL_MS);
  try {
    return await runRung(stack, options, state);
  } finally {
    clearInterval(timer);
  }
}

function summary({ latencyMs, throughputPerMinute, failures }: RungRun): string {
  const latency = `${grouped(latencyMs).padStart(6)} ms`;
  return `${latency}  ${grouped(throughputPerMinute).padStart(6)} saved/min  ${failures} failures`;
}
