import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { withFolderLock } from '../folder-lock.mjs';
import { APP_NAMES, appEntry, LAB_PAGE, PROJECT_FOLDER, type AppName } from '../stack/project.ts';
import { sourceHash } from './source-hash.ts';

const STAMP_FILE = join(PROJECT_FOLDER, 'dist', '.build-stamp');

/** The compiler refused an app. Its output names the faults. */
export class BuildError extends Error {
  override name = 'BuildError';
}

export function isBuilt(): boolean {
  const stamp = existsSync(STAMP_FILE) ? readFileSync(STAMP_FILE, 'utf8') : '';
  return (
    [...APP_NAMES.map(appEntry), LAB_PAGE].every((file) => existsSync(file)) &&
    stamp === sourceHash(PROJECT_FOLDER)
  );
}

/**
 * Builds the three apps and the lab when a source changed since the last build; concurrent callers wait for
 * the first. Gives whether there was anything to do.
 *
 * @throws BuildError with the compiler's output
 */
export async function buildApps(signal?: AbortSignal): Promise<boolean> {
  if (isBuilt()) return false;
  const lock = join(PROJECT_FOLDER, '.data', 'build.lock');
  await withFolderLock(lock, 'another build', async () => {
    if (!isBuilt()) await buildAll(signal);
  });
  return true;
}

/** The hash is taken first: a file saved while the compiler runs makes the next build due. */
async function buildAll(signal?: AbortSignal): Promise<void> {
  const hash = sourceHash(PROJECT_FOLDER);
  rmSync(STAMP_FILE, { force: true });
  await buildTogether(signal);
  mkdirSync(join(PROJECT_FOLDER, 'dist'), { recursive: true });
  writeFileSync(STAMP_FILE, hash);
}

/** A fault in a shared lib breaks all three: one list of it is enough. */
async function buildTogether(signal?: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const builds = [...APP_NAMES.map((app) => nestBuild(app, stop)), buildLab(stop)];
  try {
    await Promise.all(builds);
  } finally {
    failed.abort();
    await Promise.allSettled(builds);
  }
}

function nestBuild(app: AppName, signal: AbortSignal): Promise<void> {
  const nest = join(PROJECT_FOLDER, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  return compile(`nest build ${app}`, [nest, 'build', app], signal);
}

function buildLab(signal: AbortSignal): Promise<void> {
  const vite = join(PROJECT_FOLDER, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join(PROJECT_FOLDER, 'apps', 'lab', 'vite.config.mjs');
  return compile('vite build', [vite, 'build', '--config', config], signal);
}

function compile(name: string, args: string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const options = { cwd: PROJECT_FOLDER, stdio, signal };
    const compiler = spawn(process.execPath, args, options);
    for (const stream of [compiler.stdout, compiler.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    compiler.once('error', reject);
    compiler.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new BuildError(`${name} failed:\n${plain(output)}`));
    });
  });
}

/** The compiler colours its output even into a pipe. */
function plain(output: string): string {
  return stripVTControlCharacters(output).trim();
}
