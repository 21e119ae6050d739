import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PROGRAM = 'redis-server';

/**
 * A fresh image has no package lists yet, and an old list may name a version that is gone: a
 * failed installation is tried again after an update.
 */
const APT_STEPS = {
  install: ['install', '-y', '-q', '--no-install-recommends', PROGRAM],
  update: ['update', '-q'],
};

/** Somebody else's apt may hold the lock; RUNLEVEL keeps the package from starting a service. */
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=120'];
const APT_ENVIRONMENT = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

/** Path of a program on PATH; undefined when there is none. */
export function findOnPath(program: string, path = process.env['PATH'] ?? ''): string | undefined {
  const candidates = path.split(delimiter).map((folder) => join(folder, program));
  return candidates.find((file) => isExecutable(file));
}

/**
 * Path of a redis-server, installed by apt when that is possible without asking anybody (root on
 * Debian or Ubuntu). Safe to repeat.
 *
 * @throws Error with a sentence that says what to do
 */
export async function ensureRedisServer(
  say: (line: string) => void = () => undefined,
): Promise<string> {
  const found = findOnPath(PROGRAM);
  if (found) return found;
  if (canInstallByApt()) {
    say(`installing ${PROGRAM} with apt-get`);
    await installByApt();
  }
  const installed = findOnPath(PROGRAM);
  if (installed) return installed;
  throw new Error(`There is no ${PROGRAM} on this machine: ${howToInstall()}, or set REDIS_URL.`);
}

function canInstallByApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && !!findOnPath('apt-get');
}

async function installByApt(): Promise<void> {
  if ((await aptGet(APT_STEPS.install)) === undefined) return;
  await aptGet(APT_STEPS.update);
  const fault = await aptGet(APT_STEPS.install);
  if (fault !== undefined) {
    throw new Error(`apt-get could not install ${PROGRAM}: ${fault} Install it, or set REDIS_URL.`);
  }
}

/** Undefined when it went well, else the last line that apt-get said. */
function aptGet(args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...APT_ENVIRONMENT };
    const apt = spawn('apt-get', [...APT_OPTIONS, ...args], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    apt.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    apt.once('error', (error) => resolve(error.message));
    apt.once('close', (code) => resolve(code === 0 ? undefined : lastLine(said)));
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function howToInstall(): string {
  if (process.platform === 'darwin') return 'run "brew install redis"';
  if (existsSync('/etc/debian_version')) return 'run "sudo apt-get install redis-server"';
  return 'install Redis 7 or newer with your package manager';
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
