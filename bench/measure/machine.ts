import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type as osType } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGib: number;
  system: string;
}

const PACKAGES = ['fastify', '@nestjs/core', '@nestjs/bull', 'bull', 'ioredis', 'undici'];

/** What the figures were measured on: absolute ones mean nothing without it. */
export function describeMachine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${osType()} ${release()}`,
  };
}

/** Versions of everything that shapes a figure. */
export function describeVersions(): Record<string, string> {
  const packages = PACKAGES.map((name) => [name, packageVersion(name)] as const);
  return { node: process.versions.node, redis: redisVersion(), ...Object.fromEntries(packages) };
}

/** The commit that was measured; `+changes` when the work tree differs from it. */
export function describeCommit(): string {
  const commit = firstMatch('git', ['rev-parse', '--short=12', 'HEAD'], /(\w+)/);
  const changed = firstMatch('git', ['status', '--porcelain', '--untracked-files=no'], /(\S)/);
  return changed === 'unknown' ? commit : `${commit}+changes`;
}

/** One line for people: machine, system, versions. */
export function machineLine(machine: Machine, versions: Record<string, string>): string {
  const tools = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const { cores, cpu, memoryGib, system } = machine;
  return [`${cores} × ${cpu}`, `${memoryGib} GiB`, system, ...tools].join(' · ');
}

/** The installed version of a package. @throws Error when it is not there */
export function packageVersion(name: string): string {
  const path = join(PROJECT_FOLDER, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

function redisVersion(): string {
  return firstMatch('redis-server', ['--version'], /v=(\S+)/);
}

/** First group of what a tool prints; `unknown` when it is missing or says something else. */
export function firstMatch(command: string, args: string[], pattern: RegExp): string {
  const { stdout, error } = spawnSync(command, args, { cwd: PROJECT_FOLDER, encoding: 'utf8' });
  return error ? 'unknown' : (pattern.exec(stdout)?.[1] ?? 'unknown');
}
