import http from 'k6/http';
import { expectAccepted, noteCompleted } from '../answers.ts';
import { member, orderRequest, post, submit, type Answer } from '../gateway.ts';
import { ROUTES } from '../routes.ts';
import { hold, retryAfterWithin } from './hold.ts';

/** Orders that may wait at this case's gateway; one synchronous order at a time. */
const QUEUE_LIMIT = 2;

/** No room: in the queue, and for another synchronous order. */
export function holdFull(): void {
  post(ROUTES.pause, null, { name: 'POST pause' });
  for (let order = 0; order < QUEUE_LIMIT; order += 1) expectAccepted(submit('async'));
  hold('one more than may wait', submit('async').answer, {
    status: 503,
    code: 'queue-full',
    body: retryAfterWithin(1, 60),
  });
  post(ROUTES.resume, null, { name: 'POST resume' });
  holdSaturated();
}

/** Two at the same moment, where one may be. */
function holdSaturated(): void {
  const one = orderRequest('sync');
  const other = orderRequest('sync');
  const answers: Answer[] = http.batch([one.request, other.request]);
  const taken = answers.findIndex(({ status }) => status === 200);
  const refused = answers.find(({ status }) => status !== 200) ?? answers[0];
  const takenNumber = [one, other][taken]?.orderNumber;
  const id = answers[taken] && member(answers[taken], 'id');
  if (takenNumber !== undefined && typeof id === 'string') noteCompleted(takenNumber, id);
  if (!refused) return;
  hold('one more than may be under way', refused, {
    status: 503,
    code: 'gateway-saturated',
    body: retryAfterWithin(1, 60),
  });
}
