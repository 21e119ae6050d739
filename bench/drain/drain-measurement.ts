import { type BackendLedger, checkLedger } from '../measure/backend-ledger.ts';
import { cpuTimeUs } from '../measure/process-cpu.ts';
import { sampleOrder, type SampleOrder } from '../measure/sample-order.ts';
import type { DrainSubject, SubjectKey } from './drain-subject.ts';

export interface DrainMeasurement {
  subject: SubjectKey;
  orders: number;
  round: number;
  /** From the moment the subject was let loose until the backend had saved the last order. */
  elapsedMs: number;
  /** Deliveries beyond the first; the backend recognises them. */
  redeliveries: number;
  /** CPU time of whoever sends, in µs an order; of all workers together. */
  workerCpuUsPerOrder: number;
  /** Of its Redis; 0 of a subject that has none. */
  redisCpuUsPerOrder: number;
}

/**
 * The clock starts just before the subject is let loose on orders that all wait already, so that
 * whatever it needs to get going counts, and stops by the backend's own count.
 * @throws Error unless the backend's ledger then holds every order exactly once.
 */
export async function measureDrain(
  subject: DrainSubject,
  ledger: BackendLedger,
  count: number,
  round: number,
): Promise<DrainMeasurement> {
  const orders = sampleOrders(`${subject.key}-${count}-${round}`, count);
  await ledger.reset();
  await subject.load(orders);
  const reached = ledger.reaches(count);
  const before = cpuOf(subject);
  const startedMs = performance.now();
  await Promise.all([subject.release(), reached]);
  const elapsedMs = performance.now() - startedMs;
  const after = cpuOf(subject);
  const orderNumbers = orders.map(({ orderNumber }) => orderNumber);
  const redeliveries = checkLedger(await ledger.rows(), orderNumbers);
  return {
    subject: subject.key,
    orders: count,
    round,
    elapsedMs,
    redeliveries,
    workerCpuUsPerOrder: (after.workersUs - before.workersUs) / count,
    redisCpuUsPerOrder: (after.redisUs - before.redisUs) / count,
  };
}

/** Orders whose numbers nobody used before in this run. */
export function sampleOrders(prefix: string, count: number): SampleOrder[] {
  return Array.from({ length: count }, (_, index) => sampleOrder(`${prefix}-${index}`));
}

function cpuOf({ pids: { workers, redis } }: DrainSubject) {
  const workersUs = workers.reduce((sum, pid) => sum + cpuTimeUs(pid), 0);
  return { workersUs, redisUs: redis === undefined ? 0 : cpuTimeUs(redis) };
}
