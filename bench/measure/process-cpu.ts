import { readFileSync } from 'node:fs';

/** The kernel's USER_HZ; 100 on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

/** Position of utime and stime behind the command name, which itself may hold spaces and brackets. */
const UTIME_FIELD = 11;
const STIME_FIELD = 12;

/**
 * CPU time (user and system, all threads) that a process has used since it started, in
 * microseconds. Quantum: 10 ms.
 * @throws Error when the process is gone or this is not a Linux.
 */
export function cpuTimeUs(pid: number): number {
  return parseCpuTimeUs(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** @throws Error of a text which is no `/proc/<pid>/stat`. */
export function parseCpuTimeUs(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[UTIME_FIELD]) + Number(fields[STIME_FIELD]);
  if (!Number.isFinite(ticks)) throw new Error('not a /proc/<pid>/stat line');
  return (ticks * 1_000_000) / TICKS_PER_SECOND;
}

/** CPU time that the whole machine was busy since it started, in microseconds over all cores. */
export function busyCpuTimeUs(): number {
  return parseBusyCpuTimeUs(readFileSync('/proc/stat', 'utf8'));
}

/** @throws Error of a text which is no `/proc/stat`. */
export function parseBusyCpuTimeUs(stat: string): number {
  const match = /^cpu +(\d+) (\d+) (\d+) \d+ \d+ (\d+) (\d+)/.exec(stat);
  if (!match) throw new Error('not a /proc/stat');
  const ticks = match.slice(1).reduce((sum, field) => sum + Number(field), 0);
  return (ticks * 1_000_000) / TICKS_PER_SECOND;
}
