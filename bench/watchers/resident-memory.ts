import { readFileSync } from 'node:fs';

/** What of a process lies in memory, in kB. @throws Error when it is gone or this is not a Linux. */
export function residentKb(pid: number): number {
  return parseResidentKb(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** @throws Error of a text which is no `/proc/<pid>/status`. */
export function parseResidentKb(status: string): number {
  const kb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  if (Number.isFinite(kb)) return kb;
  throw new Error('not a /proc/<pid>/status');
}
