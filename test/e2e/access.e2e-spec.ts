import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { bearer, createKeyFile, type KeyFile, type TestKey } from '../support/api-keys';
import { eventually } from '../support/eventually';
import { type Answer, newOrder, send } from './http-client';

const ACME: TestKey = { client: 'acme', key: 'acme-key-0123456789', roles: ['client'] };
const ACME_SPARE: TestKey = { client: 'acme', key: 'acme-spare-key-987', roles: ['client'] };
const OTHER: TestKey = { client: 'other', key: 'other-key-0123456789', roles: ['client'] };
const OPS: TestKey = { client: 'operator', key: 'ops-key-0123456789', roles: ['ops'] };
const KEYS = [ACME, ACME_SPARE, OTHER, OPS];

let keyFile: KeyFile;
let stack: Stack;
let gateway: string;

beforeAll(async () => {
  keyFile = await createKeyFile(KEYS);
  stack = await startStack({ env: { API_KEYS_FILE: keyFile.path } });
  gateway = stack.gatewayUrls[0]!;
}, 60_000);

afterAll(async () => {
  await stack.stop();
  await keyFile.remove();
}, 30_000);

const gatewayLog = () => readFileSync(join(stack.dataDir, 'logs', 'gateway.log'), 'utf8');
const submit = (key: string, order: object = newOrder()) =>
  send('POST', `${gateway}/v1/orders/async`, order, bearer(key));
const read = (key: string, id: unknown) =>
  send('GET', `${gateway}/v1/orders/${String(id)}`, undefined, bearer(key));
const get = (path: string, headers: Record<string, string> = {}) =>
  send('GET', `${gateway}${path}`, undefined, headers);

describe('keys', () => {
  it.each([
    ['none', {}],
    ['an unknown one', bearer('nobody-knows-this-key')],
    ['another scheme', { authorization: `Basic ${btoa(`key:${ACME.key}`)}` }],
    ['two in one', { authorization: `Bearer ${ACME.key}, Bearer ${ACME.key}` }],
    ['a bare one', { authorization: ACME.key }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['its hash', bearer('3f'.repeat(32))],
  ])('is refused with 401: %s', async (_, headers) => {
    const answer = await send('POST', `${gateway}/v1/orders/async`, newOrder(), headers);
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is asked for before the body is looked at', async () => {
    const answer = await send('POST', `${gateway}/v1/orders/async`, 'no json');
    expect(answer.status).toBe(401);
  });

  it('lets several keys be one client', async () => {
    const order = newOrder();
    expect((await submit(ACME.key, order)).status).toBe(202);
    expect((await submit(ACME_SPARE.key, order)).status).toBe(409);
    expect((await submit(OTHER.key, order)).status).toBe(202);
  });

  it('is named in the log with every command of an operator', async () => {
    const url = `${gateway}/v1/queues/orders`;
    expect((await send('POST', `${url}/pause`, undefined, bearer(OPS.key))).status).toBe(200);
    expect((await send('POST', `${url}/resume`, undefined, bearer(OPS.key))).status).toBe(200);
    await eventually(() =>
      expect(gatewayLog()).toMatch(
        /"client":"operator","method":"POST","path":"\/v1\/queues\/orders\/resume"/,
      ),
    );
  });

  it('opens what its roles are for', async () => {
    const forbidden = { status: 403, body: { code: 'forbidden' } };
    expect(await get('/v1/queues', bearer(OPS.key))).toMatchObject({ status: 200 });
    expect(await get('/v1/queues', bearer(ACME.key))).toMatchObject(forbidden);
    expect(await submit(OPS.key)).toMatchObject(forbidden);
    expect((await get('/health/live')).status).toBe(200);
    expect((await fetch(`${gateway}/metrics`)).status).toBe(200);
  });
});

describe('an order of somebody else', () => {
  const bare = ({ status, headers, body }: Answer) => {
    const { correlationId, instance, ...rest } = body;
    const fields = Object.fromEntries(headers);
    delete fields['date'];
    delete fields['x-correlation-id'];
    const named = String(correlationId).length + String(instance).length;
    fields['content-length'] = String(Number(fields['content-length']) - named);
    return { status, fields, rest, hasBoth: Boolean(correlationId && instance) };
  };

  it('looks like one that never was', async () => {
    const { id } = (await submit(ACME.key)).body;
    const unknown = bare(await read(OTHER.key, '6f3a1c5e-27b4-8f10-9c3d-5a1be0f7d214'));
    expect(unknown).toMatchObject({ status: 404, hasBoth: true });
    expect(bare(await read(OTHER.key, id))).toEqual(unknown);
    expect(bare(await read(OTHER.key, 'malformed'))).toEqual(unknown);
    expect((await read(ACME_SPARE.key, id)).status).toBe(200);
  });

  it('is not to be found by its number, and not to be watched', async () => {
    const order = newOrder();
    const { id } = (await submit(ACME.key, order)).body;
    const byNumber = `/v1/orders?orderNumber=${order.orderNumber}`;
    expect((await get(byNumber, bearer(OTHER.key))).body).toEqual({ orders: [] });
    expect((await get(byNumber, bearer(ACME.key))).body.orders).toHaveLength(1);
    const events = (it: unknown) => get(`/v1/orders/${String(it)}/events`, bearer(OTHER.key));
    expect((await events(id)).status).toBe(404);
    expect(bare(await events(id))).toEqual(bare(await events('malformed')));
  });

  it('cannot be cancelled', async () => {
    const { id } = (await submit(ACME.key)).body;
    const url = `${gateway}/v1/orders/${String(id)}`;
    expect((await send('DELETE', url, undefined, bearer(OTHER.key))).status).toBe(404);
  });

  it('shares no Idempotency-Key', async () => {
    const key = { 'idempotency-key': '"the-same-key"' };
    const url = `${gateway}/v1/orders/async`;
    const mine = await send('POST', url, newOrder(), { ...key, ...bearer(ACME.key) });
    const theirs = await send('POST', url, newOrder(), { ...key, ...bearer(OTHER.key) });
    expect([mine.status, theirs.status]).toEqual([202, 202]);
  });
});

describe('the key file', () => {
  afterEach(async () => {
    await keyFile.write(KEYS);
    await eventually(async () => expect((await submit(ACME.key)).status).toBe(202));
  });

  it('is read again when it changes: keys come and go', async () => {
    expect((await submit(ACME.key)).status).toBe(202);
    await keyFile.write([OTHER, { ...OPS, key: 'a-brand-new-ops-key' }]);
    await eventually(async () => expect((await submit(ACME.key)).status).toBe(401));
    expect((await get('/v1/queues', bearer('a-brand-new-ops-key'))).status).toBe(200);
  });

  it('changes nothing when it is bad, and says so', async () => {
    await keyFile.write('[{"client":"anonymous"');
    await eventually(() => expect(gatewayLog()).toContain('API_KEYS_FILE is bad'));
    expect((await submit(ACME.key)).status).toBe(202);
  });
});
