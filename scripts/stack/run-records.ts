import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pollUntil } from './poll.ts';
import { identify, isAlive, signalProcess, type ProcessIdentity } from './process-identity.ts';
import type { Service } from './service.ts';

interface RunRecord extends ProcessIdentity {
  service: string;
  stopGraceMs: number;
  /** It noticed the end of its supervisor and drains already; a SIGTERM now would cut that short. */
  endsByItself: boolean;
}

/** From the intake down: each is drained while what it needs still runs. */
const STOP_ORDER = ['gateway', 'order-worker', 'mock-backend', 'redis'];

/**
 * One small file per running service in `<dataDir>/run`. When the supervisor is killed, the next
 * one learns from them what it left behind.
 */
export function recordRuns(services: Service[], dataDir: string): void {
  const folder = runFolder(dataDir);
  mkdirSync(folder, { recursive: true });
  for (const service of services) {
    service.on('spawned', (pid) => writeRecord(folder, service, pid));
    service.on('exited', () => rmSync(recordFile(folder, service.name), { force: true }));
  }
}

/** Ends what an earlier run left behind, in drain order. Gives the names of what it found alive. */
export async function reclaimLeftovers(dataDir: string): Promise<string[]> {
  const folder = runFolder(dataDir);
  const leftovers = readRecords(folder).filter(isAlive);
  for (const stage of STOP_ORDER) {
    await Promise.all(leftovers.filter((record) => isOf(record, stage)).map(endProcess));
  }
  for (const file of recordFiles(folder)) rmSync(join(folder, file), { force: true });
  return leftovers.map(({ service }) => service);
}

async function endProcess(record: RunRecord): Promise<void> {
  const isGone = () => !isAlive(record);
  signalProcess(record, 'SIGCONT');
  if (!record.endsByItself) signalProcess(record, 'SIGTERM');
  if (await pollUntil(isGone, { timeoutMs: record.stopGraceMs })) return;
  signalProcess(record, 'SIGKILL');
  await pollUntil(isGone, { timeoutMs: 5_000 });
}

function isOf({ service }: RunRecord, stage: string): boolean {
  return service === stage || service.startsWith(`${stage}-`);
}

/** Written aside and renamed: a reader never meets half a record. */
function writeRecord(folder: string, service: Service, pid: number): void {
  const identity = identify(pid);
  if (!identity) return;
  const { name, spec } = service;
  const { stopGraceMs, ipc: endsByItself } = spec;
  const record: RunRecord = { ...identity, service: name, stopGraceMs, endsByItself };
  const file = recordFile(folder, name);
  writeFileSync(`${file}.new`, JSON.stringify(record));
  renameSync(`${file}.new`, file);
}

function readRecords(folder: string): RunRecord[] {
  return recordFiles(folder).flatMap((file) => {
    try {
      return [JSON.parse(readFileSync(join(folder, file), 'utf8')) as RunRecord];
    } catch {
      return [];
    }
  });
}

function recordFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.process.json'));
  } catch {
    return [];
  }
}

function recordFile(folder: string, name: string): string {
  return join(folder, `${name}.process.json`);
}

function runFolder(dataDir: string): string {
  return join(dataDir, 'run');
}
