import { readFileSync } from 'node:fs';

export interface ProcessMemory {
  /** What of it lies in memory, in kB. */
  residentKb: number;
  /** Of that what belongs to no file, in kB: heaps and stacks, without code that is shared. */
  ownKb: number;
}

/** @throws Error when the process is gone or this is not a Linux. */
export function readMemory(pid: number): ProcessMemory {
  return parseMemory(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** @throws Error of a text which is no `/proc/<pid>/status`. */
export function parseMemory(status: string): ProcessMemory {
  return { residentKb: kilobytes(status, 'VmRSS'), ownKb: kilobytes(status, 'RssAnon') };
}

function kilobytes(status: string, name: string): number {
  const kb = Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
  if (Number.isFinite(kb)) return kb;
  throw new Error('not a /proc/<pid>/status');
}
