import { OVERLOAD, OVERLOAD_FROM_S, OVERLOAD_TO_S } from '../../../k6/lib/overload-plan.ts';
import { emptyFrom, goodputShare } from '../goodput.ts';
import type { OutsideThreshold, Seen, SuiteCase, SuitePlan } from '../suite.model.ts';
import { QUEUE_LIMIT_IGNORED } from './breakages.ts';

const LEAST_GOODPUT_SHARE = 0.9;
const LONGEST_RECOVERY_S = 30;
const GOODPUT_WINDOW_MS = 5_000;

/** Until the queue has filled behind the first crowd, the backend has no reason to be busy. */
const FILLING_MS = 2_000;

/** Once all is measured, what still waits need not be waited for. */
const QUICK = { latency: { kind: 'fixed', ms: 1 }, workers: null };

function overloadCase(scale: number): SuiteCase {
  const workers = Math.max(1, Math.round(16 / scale));
  return {
    name: '',
    stack: {
      env: {
        ORDER_CONCURRENCY: String(workers),
        QUEUE_LIMIT: String(Math.round(OVERLOAD.queueLimit / scale)),
      },
      profile: { latency: { kind: 'fixed', ms: 50 }, workers },
    },
    needs: { settings: ['ORDER_CONCURRENCY', 'QUEUE_LIMIT'], profile: true },
    profileAfter: QUICK,
    judge: (seen) => [goodput(seen), recovery(seen, OVERLOAD.capacityPerSecond / scale)],
  };
}

/** What the backend saves while ten times as much is asked, against the best it ever saved. */
function goodput({ samples, journal: { beganMs = 0 } }: Seen): OutsideThreshold {
  const period = {
    fromMs: beganMs + OVERLOAD_FROM_S * 1_000 + FILLING_MS,
    toMs: beganMs + OVERLOAD_TO_S * 1_000,
  };
  const share = goodputShare(samples, period, GOODPUT_WINDOW_MS);
  return {
    metric: 'goodput while overloaded, as a share of the peak',
    wanted: `>=${LEAST_GOODPUT_SHARE}`,
    measured: share,
    ok: share !== undefined && share >= LEAST_GOODPUT_SHARE,
  };
}

/** Recovered: nobody is turned away any more, and less than a second's work waits. */
function recovery({ samples, journal }: Seen, perSecond: number): OutsideThreshold {
  const overMs = (journal.beganMs ?? 0) + OVERLOAD_TO_S * 1_000;
  const emptyMs = emptyFrom(samples, perSecond);
  const lastRefusalMs = Math.max(0, ...journal.refusals.map(({ atMs }) => atMs));
  const seconds =
    emptyMs === undefined ? undefined : (Math.max(emptyMs, lastRefusalMs) - overMs) / 1_000;
  return {
    metric: 'seconds until it is as if nothing had been',
    wanted: `<=${LONGEST_RECOVERY_S}`,
    measured: seconds === undefined ? undefined : Math.max(0, seconds),
    ok: seconds !== undefined && seconds <= LONGEST_RECOVERY_S,
  };
}

export const OVERLOAD_PLAN: SuitePlan = {
  kind: 'gate',
  options: { scale: 1, p99: 250 },
  cases: ({ scale = 1 }) => [overloadCase(scale)],
  breakages: { 'no-queue-limit': QUEUE_LIMIT_IGNORED },
};
