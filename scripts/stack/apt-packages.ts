import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findOnPath } from './find-on-path.ts';

/** Somebody else's apt may hold the lock; RUNLEVEL keeps a package from starting a service. */
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=120'];
const APT_ENVIRONMENT = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

/** Whether apt can install something without asking anybody: root on Debian or Ubuntu. */
export function canInstallByApt(): boolean {
  return process.getuid?.() === 0 && isDebian() && !!findOnPath('apt-get');
}

export function isDebian(): boolean {
  return existsSync('/etc/debian_version');
}

/**
 * A fresh image has no package lists yet, and an old list may name a version that is gone: a
 * failed installation is tried again after an update. Undefined when it went well, else the last
 * line that apt-get said.
 */
export async function installByApt(packageName: string): Promise<string | undefined> {
  const install = ['install', '-y', '-q', '--no-install-recommends', packageName];
  if ((await aptGet(install)) === undefined) return undefined;
  await aptGet(['update', '-q']);
  return aptGet(install);
}

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
