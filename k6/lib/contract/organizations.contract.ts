import { sleep } from 'k6';
import { get, header, member, send, type Answer, type Headers } from '../gateway.ts';
import { ROUTES } from '../routes.ts';
import { newOrderNumber } from '../sample-order.ts';
import { hold, JSON_TYPE } from './hold.ts';

const MEMBERS = ['first-member', 'second-member'];
const TURN_OFF = { op: 'replace', path: '/allow-custom-sso', value: false };
const LONGEST_POLLS = 50;
const POLL_S = 0.1;

/** Saved at once, its consequences later: organizations, and the unlinking of their members. */
export function holdOrganizations(): void {
  const id = newOrderNumber();
  holdSaved(id);
  holdPatched(id);
  holdNotPatched(id);
}

function holdSaved(id: string): void {
  const body = { name: 'Acme', allowCustomSso: true, members: MEMBERS };
  const saved = { ...JSON_TYPE, Etag: /^"[^"]+"$/ };
  const whole = { 'the whole organization': (it: Answer) => isOrganization(it, id, true) };
  hold('organization, new', put(id, body), {
    status: 201,
    headers: { ...saved, Location: new RegExp(`/${id}$`) },
    body: whole,
  });
  hold('organization, again', put(id, body), { status: 200, headers: saved, body: whole });
  const found = read(id);
  hold('organization, read', found, { status: 200, headers: saved, body: whole });
  const known = read(id, { 'if-none-match': header(found, 'Etag') });
  hold('organization, nothing new', known, { status: 304 });
  hold("nobody's organization", read(`${id}-no`), { status: 404, code: 'not-found' });
  const twice = { ...body, members: ['one', 'one'] };
  hold('a member twice', put(id, twice), { status: 400, code: 'invalid-request' });
}

function holdPatched(id: string): void {
  const answer = patch(id, [TURN_OFF]);
  const unlinking = String(member(answer, 'unlinking'));
  hold('custom SSO off', answer, {
    status: 200,
    headers: JSON_TYPE,
    body: {
      'saved at once': (it) => isOrganization(it, id, false),
      'says where its consequences are': () => ROUTES.isUnlinking(unlinking),
    },
  });
  if (!ROUTES.isUnlinking(unlinking)) return;
  hold('unlinking', unlinked(unlinking), {
    status: 200,
    headers: JSON_TYPE,
    body: {
      'everybody, in the end': (it) =>
        member(it, 'status') === 'completed' && member(it, 'done') === MEMBERS.length,
    },
  });
}

function holdNotPatched(id: string): void {
  hold('a patch of something else', patch(id, [{ op: 'remove', path: '/members' }]), {
    status: 422,
    code: 'unsupported-patch',
  });
  hold('no patch', patch(id, { hello: 1 }), { status: 400, code: 'invalid-request' });
  hold('of another state', patch(id, [TURN_OFF], { 'if-match': '"old"' }), {
    status: 409,
    code: 'edit-conflict',
  });
}

/** Asks until nobody is left to be unlinked. */
function unlinked(path: string): Answer {
  for (let polls = 1; ; polls += 1) {
    const answer = get(ROUTES.at(path), 'GET unlinking');
    if (member(answer, 'status') === 'completed' || polls === LONGEST_POLLS) return answer;
    sleep(POLL_S);
  }
}

function isOrganization(answer: Answer, id: string, allowCustomSso: boolean): boolean {
  return (
    member(answer, 'id') === id &&
    member(answer, 'name') === 'Acme' &&
    member(answer, 'allowCustomSso') === allowCustomSso &&
    JSON.stringify(member(answer, 'members')) === JSON.stringify(MEMBERS)
  );
}

function read(id: string, headers: Headers = {}): Answer {
  return get(ROUTES.organization(id), 'GET organization', headers);
}

function put(id: string, body: object): Answer {
  return send('PUT', ROUTES.organization(id), { name: 'PUT organization', body });
}

function patch(id: string, body: object, headers: Headers = {}): Answer {
  return send('PATCH', ROUTES.organization(id), { name: 'PATCH organization', body, headers });
}
