/** Does the stack answer at all: an order each way, read back, and a wrong one refused? */
import { check } from 'k6';
import { expectAccepted, expectCompleted, problemCode } from '../lib/answers.ts';
import { follow } from '../lib/following.ts';
import { get, post, submit } from '../lib/gateway.ts';
import { note } from '../lib/journal.ts';
import { ROUTES } from '../lib/routes.ts';
import { numberOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

export const options = suiteOptions({
  seconds: 3,
  scenarios: {
    smoke: {
      executor: 'per-vu-iterations',
      exec: 'smoke',
      vus: 2,
      iterations: numberOption('rounds', 3),
      maxDuration: '60s',
    },
  },
});

export function smoke(): void {
  check(get(ROUTES.live, 'GET live'), { 'alive: 200': ({ status }) => status === 200 });
  check(get(ROUTES.ready, 'GET ready'), { 'ready: 200': ({ status }) => status === 200 });
  expectCompleted(submit('sync'));
  const sent = submit('async');
  expectAccepted(sent);
  const { status } = follow(sent.id, { pauseS: 0.1, longestS: 20 });
  check(status, { 'async: completed in the end': (it) => it === 'completed' });
  if (status === 'completed') note('completed', sent.orderNumber, sent.id);
  refuse();
}

function refuse(): void {
  check(post(ROUTES.async, '{"orderNumber": 1}', { name: 'POST wrong' }), {
    'wrong: 400': ({ status }) => status === 400,
    'wrong: a problem': (it) => problemCode(it) === 'invalid-request',
  });
  check(get(ROUTES.nowhere, 'GET nowhere'), {
    'nowhere: 404': ({ status }) => status === 404,
    'nowhere: a problem': (it) => problemCode(it) === 'not-found',
  });
}
