import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';

/**
 * Compiles the tutorial: its decorators need their types' metadata, which only the compiler writes.
 * @throws Error when the compiler refuses it
 */
export function buildTutorial(): void {
  const tsc = join(PROJECT_FOLDER, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', join(PROJECT_FOLDER, 'bench', 'tutorial')];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error('the tutorial could not be compiled');
}
