import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Pool } from 'undici';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { parseWrkOutput } from '../accept/wrk.generator.ts';
import { sampleOrder } from '../measure/sample-order.ts';
import { median } from '../measure/statistics.ts';
import { type OrderWay, SERIAL_PLACEHOLDER } from './order-way.ts';

export interface Saturation {
  connections: number;
  seconds: number;
  /** Keeps the orders of two measurements apart. */
  prefix: string;
}

export interface SaturationResult {
  /** Requests whose answer was an outcome. */
  accepted: number;
  /** Other answers, a 202 included, and sockets that failed. */
  failed: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}

/** Sends orders over so many connections, each as soon as the one before it has its outcome. */
export type Saturate = (way: OrderWay, load: Saturation) => Promise<SaturationResult>;

/** The generator that costs least: one thread of C. */
export const saturateByWrk: Saturate = async (way, { connections, seconds, prefix }) => {
  const serial = `${prefix}${SERIAL_PLACEHOLDER}`;
  const script = join(PROJECT_FOLDER, 'bench', 'bridge', 'unique-orders.lua');
  const fields = Object.entries(way.headers(serial)).flat();
  const body = JSON.stringify(sampleOrder(serial));
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '35s', '-s', script];
  const args = [...options, way.url, body, ...fields];
  const wrk = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(wrk.stdout), once(wrk, 'exit')]);
  return parseWrkOutput(output);
};

/** For machines without wrk; it takes several times the CPU from what is measured. */
export const saturateByUndici: Saturate = async (way, { connections, seconds, prefix }) => {
  const { origin, pathname: path } = new URL(way.url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const startedAtMs = performance.now();
  const endMs = startedAtMs + seconds * 1_000;
  const tookMs: number[] = [];
  let serial = 0;
  let failed = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const name = `${prefix}${(serial += 1)}`;
      const headers = { 'content-type': 'application/json', ...way.headers(name) };
      const sentAtMs = performance.now();
      const body = JSON.stringify(sampleOrder(name));
      const answer = await pool.request({ method: 'POST', path, headers, body });
      await answer.body.dump();
      if (answer.statusCode > 201) failed += 1;
      else tookMs.push(performance.now() - sentAtMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const tookS = (performance.now() - startedAtMs) / 1_000;
  await pool.close();
  const sorted = tookMs.toSorted((a, b) => a - b);
  const p99Ms = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return { accepted: tookMs.length, failed, seconds: tookS, p50Ms: median(sorted), p99Ms };
};
