import { setProfile, type Stack, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { send, type Answer } from './http-client';

let stack: Stack;
let gateway: string;
let elsewhere: string;
let serial = 0;

beforeAll(async () => {
  stack = await startStack({
    gateways: 2,
    workers: 2,
    env: { LEASE_MS: '2000', SYNC_TIMEOUT_MS: '1500', UNLINK_CONCURRENCY: '4' },
  });
  [gateway = '', elsewhere = ''] = stack.gatewayUrls;
}, 60_000);

afterAll(() => stack.stop(), 30_000);

beforeEach(async () => {
  await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 5 }, workers: 16 });
  await send('DELETE', `${stack.backendUrl}/auth/unlinked`);
});

const TURN_OFF = { op: 'replace', path: '/allow-custom-sso', value: false };

const membersOf = (organization: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${organization}-m${index}`);

async function organization(members: number): Promise<{ path: string; members: string[] }> {
  const id = `org-${process.pid}-${++serial}`;
  const path = `/v1/organizations/${id}`;
  const body = { name: 'Acme', allowCustomSso: true, members: membersOf(id, members) };
  const created = await send('PUT', `${gateway}${path}`, body);
  expect(created).toMatchObject({ status: 201, body: { id, ...body, links: { self: path } } });
  expect(created.headers.get('location')).toBe(path);
  return { path, members: body.members };
}

const unlinked = async () =>
  (await send('GET', `${stack.backendUrl}/auth/unlinked/count`)).body as Record<string, number>;

async function ended(path: unknown): Promise<Answer> {
  return eventually(
    async () => {
      const answer = await send('GET', `${elsewhere}${String(path)}`);
      expect(answer.body['status']).toBe('completed');
      return answer;
    },
    { timeoutMs: 25_000 },
  );
}

describe('PUT and GET /v1/organizations/{id}', () => {
  it('keeps what was put, for its client, on every gateway', async () => {
    const { path, members } = await organization(3);
    const read = await send('GET', `${elsewhere}${path}`);
    expect(read).toMatchObject({ status: 200, body: { name: 'Acme', members } });
    const etag = read.headers.get('etag')!;
    const known = await send('GET', `${gateway}${path}`, undefined, { 'if-none-match': etag });
    expect(known.status).toBe(304);
    const replaced = await send('PUT', `${gateway}${path}`, {
      name: 'Other',
      allowCustomSso: true,
      members: [],
    });
    expect(replaced).toMatchObject({ status: 200, body: { name: 'Other', members: [] } });
    expect(replaced.headers.get('etag')).not.toBe(etag);
  });

  it.each([
    [{ name: 'A', allowCustomSso: 'yes', members: [] }, '/allowCustomSso'],
    [{ name: '', allowCustomSso: true, members: [] }, '/name'],
    [{ name: 'A', allowCustomSso: true, members: ['a', 'b', 'a'] }, '/members/2'],
    [{ name: 'A', allowCustomSso: true, members: ['..'] }, '/members/0'],
    [{ name: 'A', allowCustomSso: true, members: [], extra: 1 }, '/extra'],
  ])('refuses %j', async (body, pointer) => {
    const answer = await send('PUT', `${gateway}/v1/organizations/refused`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body['errors']).toEqual([expect.objectContaining({ pointer })]);
    expect((await send('GET', `${gateway}/v1/organizations/refused`)).status).toBe(404);
  });

  it('refuses an id that is no segment of a path, and finds none', async () => {
    const body = { name: 'A', allowCustomSso: true, members: [] };
    expect((await send('PUT', `${gateway}/v1/organizations/a%20b`, body)).status).toBe(400);
    expect((await send('GET', `${gateway}/v1/organizations/a%20b`)).status).toBe(404);
  });

  it('saves only over the representation that If-Match names', async () => {
    const { path } = await organization(0);
    const etag = (await send('GET', `${gateway}${path}`)).headers.get('etag')!;
    const rename = (value: string, headers: Record<string, string>) =>
      send('PATCH', `${gateway}${path}`, { op: 'replace', path: '/name', value }, headers);
    expect(await rename('B', { 'if-match': etag })).toMatchObject({
      status: 200,
      body: { name: 'B' },
    });
    expect(await rename('C', { 'if-match': etag })).toMatchObject({
      status: 409,
      body: { code: 'edit-conflict' },
    });
    const body = { name: 'D', allowCustomSso: true, members: [] };
    const created = await send('PUT', `${gateway}${path}`, body, { 'if-none-match': '*' });
    expect(created.status).toBe(409);
    expect((await send('GET', `${gateway}${path}`)).body['name']).toBe('B');
  });
});

describe('PATCH /v1/organizations/{id}', () => {
  it.each([
    ['application/json', TURN_OFF],
    ['application/json-patch+json', [{ ...TURN_OFF, path: '/allowCustomSso' }]],
  ])('takes %s', async (type, patch) => {
    const { path } = await organization(0);
    const answer = await send('PATCH', `${gateway}${path}`, patch, { 'content-type': type });
    expect(answer).toMatchObject({ status: 200, body: { allowCustomSso: false } });
    expect(answer.body).not.toHaveProperty('unlinking');
  });

  it('says what it cannot do', async () => {
    const { path } = await organization(0);
    const patch = (body: unknown, query = '') => send('PATCH', `${gateway}${path}${query}`, body);
    expect(await patch({ op: 'remove', path: '/name' })).toMatchObject({
      status: 422,
      body: { code: 'unsupported-patch' },
    });
    expect(await patch({ op: 'replace', path: '/name', value: 7 })).toMatchObject({ status: 400 });
    expect(await patch({})).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(await patch(TURN_OFF, '?unlink=later')).toMatchObject({ status: 400 });
    const put = await send('PUT', `${gateway}${path}`, '{}', {
      'content-type': 'application/json-patch+json',
    });
    expect(put.status).toBe(415);
    const nobody = await send('PATCH', `${gateway}/v1/organizations/nobody`, TURN_OFF);
    expect(nobody).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each(['inline', 'batch'])('unlinks everybody before the answer: %s', async (way) => {
    const { path } = await organization(30);
    const answer = await send('PATCH', `${gateway}${path}?unlink=${way}`, TURN_OFF);
    expect(answer).toMatchObject({ status: 200, body: { allowCustomSso: false } });
    const calls = way === 'batch' ? 1 : 30;
    expect(await unlinked()).toEqual({ count: 30, calls, deliveries: 30 });
    const { body } = await ended(answer.body['unlinking']);
    expect(body).toMatchObject({ all: 30, done: 30, failed: 0 });
  });

  it('unlinks everybody once after the answer: queue, the default', async () => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 20 }, workers: 16 });
    const { path } = await organization(205);
    const answer = await send('PATCH', `${gateway}${path}`, TURN_OFF);
    expect(answer.status).toBe(200);
    const unlinking = answer.body['unlinking'];
    expect(unlinking).toMatch(new RegExp(`^${path}/unlinkings/[0-9a-f-]{36}$`));
    const early = await send('GET', `${elsewhere}${String(unlinking)}`);
    expect(early).toMatchObject({ status: 200, body: { all: 205 } });
    const { body } = await ended(unlinking);
    expect(body).toMatchObject({ all: 205, done: 205, failed: 0 });
    expect(body['endedAt']).toEqual(expect.any(String));
    expect(await unlinked()).toEqual({ count: 205, calls: 205, deliveries: 205 });
    const again = await send('PATCH', `${gateway}${path}`, TURN_OFF);
    expect(again.body).not.toHaveProperty('unlinking');
  });

  it('shows an unlinking to its own organization only', async () => {
    const [first, second] = [await organization(1), await organization(1)];
    const { body } = await send('PATCH', `${gateway}${first.path}`, TURN_OFF);
    const id = String(body['unlinking']).split('/').pop();
    for (const path of [`${second.path}/unlinkings/${id}`, `${first.path}/unlinkings/x`]) {
      expect((await send('GET', `${gateway}${path}`)).status).toBe(404);
    }
    await ended(body['unlinking']);
  });

  it('goes on when the auth service breaks, and counts nobody twice', async () => {
    await setProfile(stack.backendUrl, {
      latency: { kind: 'fixed', ms: 5 },
      workers: 16,
      failure: { kind: '500', rate: 0.2, when: 'after-commit' },
    });
    const { path } = await organization(60);
    const { body } = await send('PATCH', `${gateway}${path}`, TURN_OFF);
    const done = await ended(body['unlinking']);
    expect(done.body).toMatchObject({ all: 60, done: 60, failed: 0 });
    expect((await unlinked())['count']).toBe(60);
  });

  it.each(['inline', 'batch'])('hands over to the background what %s cannot do', async (way) => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 1_600 }, workers: 16 });
    const { path } = await organization(3);
    const late = await send('PATCH', `${gateway}${path}?unlink=${way}`, TURN_OFF);
    expect(late).toMatchObject({ status: 504, body: { code: 'backend-timeout' } });
    expect((await send('GET', `${gateway}${path}`)).body['allowCustomSso']).toBe(false);
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 5 }, workers: 16 });
    const { body } = await ended(late.headers.get('location'));
    expect(body).toMatchObject({ all: 3, done: 3 });
  });

  it('gives up who is refused, and says so', async () => {
    await setProfile(stack.backendUrl, {
      latency: { kind: 'fixed', ms: 5 },
      workers: 16,
      failure: { kind: '400', rate: 1, when: 'before-commit' },
    });
    const { path } = await organization(2);
    const { body } = await send('PATCH', `${gateway}${path}`, TURN_OFF);
    await eventually(async () => {
      const { body: progress } = await send('GET', `${gateway}${String(body['unlinking'])}`);
      expect(progress).toMatchObject({ status: 'failed', all: 2, done: 0, failed: 2 });
    });
  });

  it("survives a gateway's death in the middle of its calls", async () => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 100 }, workers: 16 });
    const { path } = await organization(10);
    const cut = send('PATCH', `${elsewhere}${path}?unlink=inline`, TURN_OFF).catch(() => 'cut');
    await eventually(async () => expect((await unlinked())['count']).toBeGreaterThan(2));
    stack.service('gateway-2').kill('SIGKILL');
    expect(await cut).toBe('cut');
    expect((await send('GET', `${gateway}${path}`)).body['allowCustomSso']).toBe(false);
    await eventually(async () => expect((await unlinked())['count']).toBe(10), {
      timeoutMs: 25_000,
    });
    await stack.service('gateway-2').start();
  });

  it("survives a worker's death in the middle", async () => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 40 }, workers: 16 });
    const { path } = await organization(300);
    const { body } = await send('PATCH', `${gateway}${path}`, TURN_OFF);
    await eventually(async () => expect((await unlinked())['count']).toBeGreaterThan(20));
    stack.service('order-worker-2').kill('SIGKILL');
    const done = await ended(body['unlinking']);
    expect(done.body).toMatchObject({ all: 300, done: 300, failed: 0 });
    expect((await unlinked())['count']).toBe(300);
  });
});
