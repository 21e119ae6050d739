import { globSync } from 'node:fs';
import { canInstallByApt, installByApt } from './apt-packages.ts';

const PACKAGE = 'libfaketime';
/** Debian has a folder for each architecture, others have none. */
const PLACES = ['/usr/lib/*/faketime', '/usr/lib/faketime', '/usr/lib64/faketime'];

/**
 * Path of libfaketime, by which a process can be shown another time of day than the machine has; installed
 * by apt when that is possible without asking anybody. Undefined where it is not to be had, which is said.
 * Safe to repeat.
 */
export async function findFakeTime(
  say: (line: string) => void = () => undefined,
): Promise<string | undefined> {
  const found = libraryPath();
  if (found !== undefined) return found;
  if (canInstallByApt()) {
    say(`installing ${PACKAGE} with apt-get`);
    const fault = await installByApt(PACKAGE);
    if (fault !== undefined) say(`apt-get could not install ${PACKAGE}: ${fault}`);
  }
  const installed = libraryPath();
  if (installed === undefined) say(`without ${PACKAGE} no clock is set`);
  return installed;
}

function libraryPath(): string | undefined {
  return globSync(PLACES.map((place) => `${place}/libfaketime.so.1`))[0];
}

/**
 * Environment of a process that takes its time of day from a file, which may be written at any moment: `+0`,
 * or by how many seconds it is ahead. Its monotonic clock is the machine's.
 *
 * libfaketime asks for memory before it is ready, and jemalloc for the time before it gives any: the C
 * library's own allocator, named here, is found before jemalloc's.
 */
export function fakeTimeEnvironment(library: string, file: string): Record<string, string> {
  return {
    LD_PRELOAD: `${library}:libc.so.6`,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  };
}
