import { canInstallByApt, installByApt, isDebian } from './apt-packages.ts';
import { findOnPath } from './find-on-path.ts';

const PROGRAM = 'redis-server';

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
  if (canInstallByApt()) await install(say);
  const installed = findOnPath(PROGRAM);
  if (installed) return installed;
  throw new Error(`There is no ${PROGRAM} on this machine: ${howToInstall()}, or set REDIS_URL.`);
}

async function install(say: (line: string) => void): Promise<void> {
  say(`installing ${PROGRAM} with apt-get`);
  const fault = await installByApt(PROGRAM);
  if (fault !== undefined) {
    throw new Error(`apt-get could not install ${PROGRAM}: ${fault} Install it, or set REDIS_URL.`);
  }
}

function howToInstall(): string {
  if (process.platform === 'darwin') return 'run "brew install redis"';
  if (isDebian()) return 'run "sudo apt-get install redis-server"';
  return 'install Redis 7 or newer with your package manager';
}
