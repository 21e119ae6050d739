import { spawn } from 'node:child_process';
import { PROJECT_FOLDER } from '../stack/project.ts';
import type { Step } from './steps.ts';

export interface StepOutcome {
  isPassed: boolean;
  /** All that it said, in the order in which it said it. */
  output: string;
  tookMs: number;
}

/** Runs one check on the Node that runs us; its output is of interest only when it fails. */
export function runStep({ args }: Step): Promise<StepOutcome> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, args, {
      cwd: PROJECT_FOLDER,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ isPassed: code === 0, output, tookMs: performance.now() - startedAt }),
    );
  });
}
