import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../../bench/measure/cli-options.ts';
import { withFolderLock } from '../folder-lock.mjs';
import { PROJECT_FOLDER } from '../stack/project.ts';
import { findOnPath } from '../stack/find-on-path.ts';
import { findGo } from './go-toolchain.ts';
import { K6_VERSION, TOOL_FOLDER, installK6 } from './k6-installation.ts';

/** How k6 is called on this machine. */
export interface K6Program {
  command: string;
  args: string[];
  version: string;
  /** In a container its processes are not ours to measure. */
  isContainer: boolean;
}

type Say = (line: string) => void;

const INSTALLED = join(TOOL_FOLDER, 'bin', 'k6');
const IMAGE = `grafana/k6:${K6_VERSION.replace(/^v/, '')}`;

/**
 * The k6 of PATH when it is a 2.x, else the project's own, which is built when it is not there yet,
 * else the one in a container.
 *
 * @throws UsageError with a sentence that says what to do
 */
export async function ensureK6(say: Say): Promise<K6Program> {
  const own = (await foundAt(findOnPath('k6'))) ?? (await foundAt(INSTALLED));
  if (own) return own;
  const { built, fault } = await tryToBuild(say);
  return built ?? container(fault);
}

/** Without a mirror of Go's modules, or a disk that is full, a container may still do. */
async function tryToBuild(say: Say): Promise<{ built?: K6Program | undefined; fault?: string }> {
  try {
    return { built: await build(say) };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

async function foundAt(file: string | undefined): Promise<K6Program | undefined> {
  if (file === undefined || !existsSync(file)) return undefined;
  const version = await versionOf(file);
  const isSupported = version?.startsWith('v2.') === true;
  return isSupported ? { command: file, args: [], version, isContainer: false } : undefined;
}

async function build(say: Say): Promise<K6Program | undefined> {
  const go = await findGo(say);
  if (!go) return undefined;
  const lock = join(PROJECT_FOLDER, '.data', 'k6.lock');
  await withFolderLock(lock, 'another installation of k6', async () => {
    if (!(await foundAt(INSTALLED))) await installK6(go, say);
  });
  return foundAt(INSTALLED);
}

/** On the host's network, for the stack listens on loopback; as its user, for the files' sake. */
async function container(fault: string | undefined): Promise<K6Program> {
  const docker = findOnPath('docker');
  if (docker === undefined || (await output(docker, ['info'])) === undefined) {
    throw nothingHelps(fault);
  }
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const mount = `${PROJECT_FOLDER}:${PROJECT_FOLDER}`;
  const flags = ['--rm', '--network', 'host', '--user', user, '--volume', mount];
  const args = ['run', ...flags, '--workdir', PROJECT_FOLDER, IMAGE];
  return { command: docker, args, version: K6_VERSION, isContainer: true };
}

function nothingHelps(fault: string | undefined): UsageError {
  const said = fault === undefined ? '' : `${fault}\n`;
  return new UsageError(
    `${said}There is no k6 2.x on this machine and no way to get one: install k6 ${K6_VERSION}, or Go 1.21 or newer, or start Docker, and try again.`,
  );
}

async function versionOf(file: string): Promise<string | undefined> {
  return /\bv\d+\.\d+\.\d+\S*/.exec((await output(file, ['version'])) ?? '')?.[0];
}

async function output(file: string, args: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)(file, args, { timeout: 20_000 })).stdout;
  } catch {
    return undefined;
  }
}
