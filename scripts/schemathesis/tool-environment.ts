import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../stack/project.ts';

const FOLDER = join(PROJECT_FOLDER, '.tools', 'schemathesis');
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const STAMP = join(FOLDER, 'installed.txt');

/**
 * The schemathesis program, in a Python environment of the project's own; made when it is missing or
 * its requirements have changed.
 *
 * @throws Error when there is no Python 3 with venv, or a package cannot be had
 */
export function ensureSchemathesis(): string {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  const found = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  if (found !== wanted) install(wanted);
  return join(FOLDER, 'bin', 'schemathesis');
}

function install(wanted: string): void {
  console.log('installing schemathesis into .tools (once)…');
  rmSync(FOLDER, { recursive: true, force: true });
  run('python3', ['-m', 'venv', FOLDER]);
  const quiet = ['--quiet', '--disable-pip-version-check'];
  run(join(FOLDER, 'bin', 'pip'), ['install', ...quiet, '--requirement', REQUIREMENTS]);
  writeFileSync(STAMP, wanted);
}

function run(program: string, args: string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (error) throw new Error(`${program} cannot be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
}
