import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { canInstallByApt, installByApt } from '../stack/apt-packages.ts';
import { findOnPath } from '../stack/find-on-path.ts';

/** From here on Go fetches by itself the newer Go that a module asks for. */
const FETCHES_TOOLCHAINS: Version = [1, 21];

/** Where Go's own installer puts it, whether or not somebody has told PATH. */
const USUAL_PLACE = '/usr/local/go/bin/go';

type Version = readonly [major: number, minor: number];

/**
 * Path of a Go that can build k6; installed by apt when that takes no question (root on Debian or
 * Ubuntu). Undefined when there is none, or only one that is too old.
 */
export async function findGo(say: (line: string) => void): Promise<string | undefined> {
  const found = await usable(place());
  if (found !== undefined || place() !== undefined || !canInstallByApt()) return found;
  const candidate = parseCandidate(await aptPolicy());
  // Debian 12 has one that is too old to be of any use; a fresh image does not know what it has.
  if (candidate[0] > 0 && !isAtLeast(candidate, FETCHES_TOOLCHAINS)) return undefined;
  say('installing golang-go with apt-get');
  await installByApt('golang-go');
  return usable(place());
}

function place(): string | undefined {
  return findOnPath('go') ?? (existsSync(USUAL_PLACE) ? USUAL_PLACE : undefined);
}

async function usable(go: string | undefined): Promise<string | undefined> {
  if (go === undefined) return undefined;
  const said = await promisify(execFile)(go, ['version']).catch(() => ({ stdout: '' }));
  return isAtLeast(parseGoVersion(said.stdout), FETCHES_TOOLCHAINS) ? go : undefined;
}

/** Of what `go version` prints; 0.0 when that cannot be understood. */
export function parseGoVersion(text: string): Version {
  const [, major = '0', minor = '0'] = /\bgo(\d+)\.(\d+)/.exec(text) ?? [];
  return [Number(major), Number(minor)];
}

/** Of what `apt-cache policy golang-go` prints: what would be installed. */
export function parseCandidate(text: string): Version {
  const [, major = '0', minor = '0'] = /Candidate: (?:\d+:)?(\d+)\.(\d+)/.exec(text) ?? [];
  return [Number(major), Number(minor)];
}

export function isAtLeast(version: Version, least: Version): boolean {
  return version[0] > least[0] || (version[0] === least[0] && version[1] >= least[1]);
}

async function aptPolicy(): Promise<string> {
  const asked = promisify(execFile)('apt-cache', ['policy', 'golang-go']);
  return (await asked.catch(() => ({ stdout: '' }))).stdout;
}
