import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** State code of a listening socket in /proc/net/tcp. */
const LISTENING = '0A';

/** "process 4711 (node)" for whoever listens on a port; undefined where that cannot be seen. */
export function describePortOwner(port: number): string | undefined {
  const inodes = new Set([
    ...listenInodes('/proc/net/tcp', port),
    ...listenInodes('/proc/net/tcp6', port),
  ]);
  const pid =
    inodes.size === 0 ? undefined : numericNames('/proc').find((pid) => holdsAny(pid, inodes));
  return pid === undefined ? undefined : `process ${pid} (${nameOf(pid)})`;
}

function listenInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = read(table)
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/));
  return rows.flatMap(([, local, , state, , , , , , inode]) =>
    state === LISTENING && local?.endsWith(suffix) && inode !== undefined ? [inode] : [],
  );
}

function holdsAny(pid: string, inodes: Set<string>): boolean {
  return numericNames(`/proc/${pid}/fd`).some((fd) => {
    const target = linkTarget(`/proc/${pid}/fd/${fd}`);
    return target.startsWith('socket:[') && inodes.has(target.slice(8, -1));
  });
}

function nameOf(pid: string): string {
  return basename(linkTarget(`/proc/${pid}/exe`)) || 'unknown';
}

function linkTarget(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

function numericNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
