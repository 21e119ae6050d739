import { readFileSync } from 'node:fs';

/** Counted by the kernel since it started, over the whole machine. */
export interface KernelCounters {
  /** Connections asked for again because nobody had answered within a second. */
  synRetransmits: number;
  /** Connections that found the queue of a listening socket full. */
  listenOverflows: number;
}

/** @throws Error when this is not a Linux. */
export function kernelCounters(): KernelCounters {
  return parseKernelCounters(readFileSync('/proc/net/netstat', 'utf8'));
}

/** @throws Error of a text which is no `/proc/net/netstat`. */
export function parseKernelCounters(netstat: string): KernelCounters {
  const [names, values] = netstat
    .split('\n')
    .filter((line) => line.startsWith('TcpExt: '))
    .map((line) => line.split(' '));
  const counter = (name: string): number => {
    const value = Number(values?.[names?.indexOf(name) ?? -1]);
    if (Number.isFinite(value)) return value;
    throw new Error('not a /proc/net/netstat');
  };
  return {
    synRetransmits: counter('TCPSynRetrans'),
    listenOverflows: counter('ListenOverflows'),
  };
}
