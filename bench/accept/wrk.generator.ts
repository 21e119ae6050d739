import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cpuTimeUs } from '../measure/process-cpu.ts';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { sampleOrderText } from '../measure/sample-order.ts';
import type { LoadGenerator, LoadRequest, LoadResult } from './load-generator.ts';

/** As wide as the counter that the script puts in its place. */
const PLACEHOLDER = '@'.repeat(10);
const CPU_SAMPLE_MS = 100;

/** What `unique-orders.lua` prints at the end. */
interface WrkResult {
  answers: number;
  durationUs: number;
  errorAnswers: number;
  socketErrors: number;
  p50Us: number;
  p99Us: number;
  maxUs: number;
}

/** wrk with the script of unique orders; undefined when it is not on PATH. */
export function wrkGenerator(): LoadGenerator | undefined {
  const { stdout, error } = spawnSync('wrk', ['--version'], { encoding: 'utf8' });
  if (error) return undefined;
  return { name: /^wrk \S+/.exec(stdout)?.[0] ?? 'wrk', run };
}

async function run(load: LoadRequest): Promise<LoadResult> {
  const wrk = spawn('wrk', wrkArguments(load), { stdio: ['ignore', 'pipe', 'inherit'] });
  const cpu = watchCpu(wrk);
  const [output] = await Promise.all([text(wrk.stdout), once(wrk, 'exit')]);
  const result = parseWrkOutput(output);
  return { ...result, generatorCpuShare: cpu.stopUs() / (result.seconds * 1_000_000) };
}

function wrkArguments(load: LoadRequest): string[] {
  const { url, connections, seconds, headers = {}, orderText = sampleOrderText } = load;
  const script = join(PROJECT_FOLDER, 'bench', 'accept', 'unique-orders.lua');
  const body = orderText(`${load.orderNumberPrefix}${PLACEHOLDER}`);
  const fields = Object.entries(headers).flat();
  return ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url, body, ...fields];
}

/** @throws Error when the output has no result line, for instance after a connect error. */
export function parseWrkOutput(output: string): Omit<LoadResult, 'generatorCpuShare'> {
  const json = /^RESULT (.*)$/m.exec(output)?.[1];
  if (!json) throw new Error(`wrk gave no result: ${output}`);
  const result = JSON.parse(json) as WrkResult;
  return {
    accepted: result.answers - result.errorAnswers,
    failed: result.errorAnswers + result.socketErrors,
    seconds: result.durationUs / 1_000_000,
    p50Ms: result.p50Us / 1_000,
    p99Ms: result.p99Us / 1_000,
    maxMs: result.maxUs / 1_000,
  };
}

/** A process that has ended cannot be asked for its CPU time, so it is asked again and again before. */
function watchCpu(child: ChildProcess): { stopUs(): number } {
  let lastUs = 0;
  const timer = setInterval(() => {
    try {
      lastUs = cpuTimeUs(child.pid ?? 0);
    } catch {
      clearInterval(timer);
    }
  }, CPU_SAMPLE_MS);
  return {
    stopUs() {
      clearInterval(timer);
      return lastUs;
    },
  };
}
