/** Do all ways of ordering live side by side: waiting, queueing, asking, cancelling? */
import { check } from 'k6';
import exec from 'k6/execution';
import { expectAccepted, expectCompleted } from '../lib/answers.ts';
import { follow, statusOf } from '../lib/following.ts';
import { cancel, member, read, submit } from '../lib/gateway.ts';
import { note } from '../lib/journal.ts';
import { numberOption } from '../lib/suite-options.ts';
import { reported, suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const rate = numberOption('rate', 80);
const seconds = numberOption('seconds', 20);

export const options = suiteOptions({
  seconds,
  scenarios: {
    clients: {
      executor: 'constant-arrival-rate',
      exec: 'client',
      rate,
      timeUnit: '1s',
      duration: `${seconds}s`,
      preAllocatedVUs: rate * 2,
      maxVUs: rate * 10,
    },
  },
  thresholds: {
    'http_req_duration{name:POST async}': [`p(99)<${numberOption('p99', 250)}`],
    ...reported('http_req_duration{name:POST sync}', 'http_req_duration{name:GET order}'),
  },
});

/** Of twenty clients: eleven queue and ask, four queue only, two wait, two call, one thinks again. */
const CLIENTS: readonly (readonly [share: number, client: () => void])[] = [
  [11, queueAndAsk],
  [4, queueOnly],
  [2, wait],
  [2, callSync],
  [1, thinkAgain],
];
const ALL = CLIENTS.flatMap(([share, act]) => Array.from({ length: share }, () => act));

/** Has no divisor in common with the number of clients, so that each comes to its turn. */
const STRIDE = 7;

/** By its number and not by chance: two runs do the same. */
export function client(): void {
  ALL[(exec.scenario.iterationInTest * STRIDE) % ALL.length]?.();
}

function queueAndAsk(): void {
  const sent = submit('async');
  if (!expectAccepted(sent)) return;
  const { status } = follow(sent.id, { pauseS: 0.25, longestS: 30 });
  check(status, { 'mixed: completed in the end': (it) => it === 'completed' });
  if (status === 'completed') note('completed', sent.orderNumber, sent.id);
}

function queueOnly(): void {
  expectAccepted(submit('async'));
}

function wait(): void {
  expectCompleted(submit('negotiated', { prefer: 'wait=20' }));
}

function callSync(): void {
  expectCompleted(submit('sync'));
}

/** Too late is an answer as well; but it has to be one of the two, and the order has to agree. */
function thinkAgain(): void {
  const sent = submit('async');
  if (!expectAccepted(sent)) return;
  const answer = cancel(sent.id);
  const isCancelled = answer.status === 200;
  check(answer, {
    'cancel: 200, or 409 when it is too late': ({ status }) => status === 200 || status === 409,
    'cancel: a 409 says why': (it) => isCancelled || member(it, 'code') === 'order-not-cancellable',
  });
  if (!isCancelled) return;
  note('cancelled', sent.orderNumber, sent.id);
  check(read(sent.id), { 'cancel: stays cancelled': (it) => statusOf(it) === 'cancelled' });
}
