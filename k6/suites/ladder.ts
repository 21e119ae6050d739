/** How do latency and throughput of both endpoints change with the number of orders, as in the published ladder? */
import { sleep } from 'k6';
import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import { follow } from '../lib/following.ts';
import { get, header, submitNumbered, type Sent } from '../lib/gateway.ts';
import { note, noteClock } from '../lib/journal.ts';
import { ROUTES } from '../lib/routes.ts';
import { newOrderNumber } from '../lib/sample-order.ts';
import { numberOption, textOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const orders = numberOption('orders', 100);
const endpoint = textOption('endpoint', 'async') === 'sync' ? 'sync' : 'async';

/** As in the original. */
const MAX_AT_ONCE = 1_000;
/** Every connection is open, and every sender ready, before the clock starts. */
const LEAD_MS = 2_500;
const OPENING_MS = 1_500;
/** So many senders say when they begin: the first attempt starts the clock, whoever makes it. */
const CLOCKS = 10;
const DEFAULT_PAUSE_S = 0.1;
const LONGEST_PAUSE_S = 1;

const takenTime = new Trend('taken_time', true);
const failures = new Counter('ladder_failures');

const senders = Math.min(MAX_AT_ONCE, orders);

export const options = suiteOptions({
  seconds: 5,
  scenarios: {
    rung: {
      executor: 'shared-iterations',
      exec: 'send',
      vus: senders,
      iterations: orders,
      maxDuration: '600s',
    },
  },
  // A failed attempt is a figure of the ladder, and its checks are the ledger's.
  thresholds: { taken_time: ['max>=0'], checks: ['rate>=0'] },
});

export function send(): void {
  if (exec.vu.iterationInScenario === 0) getReady();
  const startedMs = Date.now();
  submitUntilTaken(newOrderNumber());
  takenTime.add(Date.now() - startedMs);
}

function getReady(): void {
  const { iterationInTest, startTime } = exec.scenario;
  sleepUntil(startTime + (iterationInTest * OPENING_MS) / senders);
  get(ROUTES.live, 'GET live');
  sleepUntil(startTime + LEAD_MS);
  if (iterationInTest < CLOCKS) noteClock(Date.now());
}

/** A lost connection, a 429 or a 5xx is a failure and is tried again, as the original did. */
function submitUntilTaken(orderNumber: string): void {
  for (let tries = 0; ; tries += 1) {
    const sent = submitNumbered(endpoint, orderNumber);
    if (isTaken(sent, tries)) return note('accepted', orderNumber, sent.id);
    failures.add(1);
    const { status } = sent.answer;
    if (status !== 0 && status !== 429 && status < 500) {
      return exec.test.abort(`the gateway answered ${status} to an order that it should take`);
    }
    pause(sent);
  }
}

/** A 409 after a failure of our own says that this one did count: its order is followed instead. */
function isTaken({ answer, id }: Sent, tries: number): boolean {
  if (answer.status === (endpoint === 'sync' ? 200 : 202)) return true;
  if (answer.status !== 409 || tries === 0 || id === '') return false;
  return follow(id, { pauseS: 0.05, longestS: 120 }).status === 'completed';
}

function pause({ answer }: Sent): void {
  const asked = Number(header(answer, 'Retry-After')) || DEFAULT_PAUSE_S;
  sleep(Math.min(asked, LONGEST_PAUSE_S));
}

function sleepUntil(momentMs: number): void {
  const restMs = momentMs - Date.now();
  if (restMs > 0) sleep(restMs / 1_000);
}
