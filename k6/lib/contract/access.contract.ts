import { noteCompleted } from '../answers.ts';
import { get, post, submit } from '../gateway.ts';
import { ROUTES } from '../routes.ts';
import { anOrder, hold, retryAfterWithin } from './hold.ts';

/** Its digest is in `fixtures/api-keys.json`, with the role of a client and of nobody else. */
const KEY = 'k6-contract-key-that-is-no-secret-4f1d';
const AS_CLIENT = { authorization: `Bearer ${KEY}` };

const NO_ITEMS = '{"orderNumber":"no-items"}';

const CHALLENGE = { 'Www-Authenticate': /^Bearer\b/ };

/** Who may do what, and how often. The gateway of this case gives a client three orders a minute. */
export function holdAccess(): void {
  hold('without a key', submit('async').answer, {
    status: 401,
    code: 'unauthenticated',
    headers: CHALLENGE,
  });
  hold('with a wrong key', submit('async', { authorization: 'Bearer wrong' }).answer, {
    status: 401,
    code: 'unauthenticated',
    headers: CHALLENGE,
  });
  hold('without the role', get(ROUTES.queue, 'GET queue', AS_CLIENT), {
    status: 403,
    code: 'forbidden',
  });
  hold('health without a key', get(ROUTES.live, 'GET live'), { status: 200 });
  holdQuota();
}

function holdQuota(): void {
  const sent = submit('sync', AS_CLIENT);
  hold('with a key', sent.answer, {
    status: 200,
    headers: { Ratelimit: /r=2\b/, 'Ratelimit-Policy': /q=3\b/ },
    body: anOrder('completed', { deadline: false }),
  });
  if (sent.answer.status === 200) noteCompleted(sent.orderNumber, sent.id);
  const spend = () => post(ROUTES.async, NO_ITEMS, { name: 'POST async, bad', headers: AS_CLIENT });
  hold('what is wrong costs as well', spend(), { status: 400, code: 'invalid-request' });
  spend();
  hold('over its quota', submit('async', AS_CLIENT).answer, {
    status: 429,
    code: 'quota-exceeded',
    headers: { Ratelimit: /r=0\b/, 'Ratelimit-Policy': /q=3\b/ },
    body: retryAfterWithin(1, 60),
  });
}
