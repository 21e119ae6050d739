import { type Stack, setProfile, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { EventClient } from './event-client';
import { newOrder, send, type Answer } from './http-client';

const MOST_WATCHERS = 4;

let stack: Stack;
let taking: string;
let watching: string;

beforeAll(async () => {
  stack = await startStack({
    gateways: 2,
    env: { BRIDGE_MAX_WAIT_MS: '3000', EVENTS_MAX_WATCHERS: String(MOST_WATCHERS) },
  });
  [taking = '', watching = ''] = stack.gatewayUrls;
}, 60_000);

afterAll(() => stack.stop(), 30_000);

beforeEach(async () => {
  await setProfile(stack.backendUrl, 'steady');
  await send('POST', `${taking}/v1/queues/orders/pause`);
});

afterEach(resume);

/** An order that stays queued until {@link resume}. */
async function queued(headers: Record<string, string> = {}): Promise<Answer & { path: string }> {
  const answer = await send('POST', `${taking}/v1/orders/async`, newOrder(), headers);
  expect(answer.status).toBe(202);
  return { ...answer, path: answer.headers.get('location')! };
}

async function resume(): Promise<void> {
  await send('POST', `${taking}/v1/queues/orders/resume`);
}

async function completed(): Promise<Answer & { path: string }> {
  const order = await queued();
  await resume();
  const answer = await send('GET', `${watching}${order.path}`, undefined, { prefer: 'wait=3' });
  expect(answer.body['status']).toBe('completed');
  return { ...order, body: answer.body };
}

async function gauge(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(String.raw`^${name}\{[^}]*\} (\d+)$`, 'm').exec(text)?.[1]);
}

describe('GET /v1/orders/{id}', () => {
  it('answers with an entity tag that changes with the order, the same on any gateway', async () => {
    const { path } = await queued();
    const before = await send('GET', `${taking}${path}`);
    const etag = before.headers.get('etag')!;
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(before.headers.get('vary')).toMatch(/\bPrefer\b/);
    expect((await send('GET', `${watching}${path}`)).headers.get('etag')).toBe(etag);
    await resume();
    const after = await send('GET', `${watching}${path}`, undefined, { prefer: 'wait=3' });
    expect(after.headers.get('etag')).not.toBe(etag);
    const other = await queued();
    expect((await send('GET', `${taking}${other.path}`)).headers.get('etag')).not.toBe(etag);
  });

  it.each([
    ['the tag', (tag: string) => tag],
    ['the tag, weak', (tag: string) => `W/${tag}`],
    ['a list with the tag', (tag: string) => `"other", ${tag}`],
    ['anything', () => '*'],
  ])('answers 304 to If-None-Match with %s', async (_what, fieldOf) => {
    const { path } = await queued();
    const etag = (await send('GET', `${taking}${path}`)).headers.get('etag')!;
    const answer = await send('GET', `${watching}${path}`, undefined, {
      'if-none-match': fieldOf(etag),
    });
    expect(answer).toMatchObject({ status: 304, body: {} });
    expect(answer.headers.get('etag')).toBe(etag);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(answer.headers.get('vary')).toMatch(/\bPrefer\b/);
  });

  it('answers HEAD as GET, without a body', async () => {
    const { path } = await queued();
    const get = await send('GET', `${taking}${path}`);
    const head = await send('HEAD', `${taking}${path}`);
    expect(head).toMatchObject({ status: 200, body: {} });
    for (const name of ['etag', 'vary', 'retry-after', 'content-type', 'content-length']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
  });

  it('holds a request that prefers to wait until the order has ended', async () => {
    const { path } = await queued();
    const held = send('GET', `${watching}${path}`, undefined, { prefer: 'wait=3' });
    await eventually(async () => expect(await gauge(watching, 'sluice_long_polls')).toBe(1));
    await resume();
    const answer = await held;
    expect(answer).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(answer.headers.get('preference-applied')).toBe('wait=3');
    expect(answer.headers.get('retry-after')).toBeNull();
    await eventually(async () => expect(await gauge(watching, 'sluice_long_polls')).toBe(0));
  });

  it('answers with what there is when the time is up, cut to BRIDGE_MAX_WAIT_MS', async () => {
    const { path } = await queued();
    const short = await send('GET', `${watching}${path}`, undefined, { prefer: 'wait=1' });
    expect(short).toMatchObject({ status: 200, body: { status: 'queued' } });
    expect(short.headers.get('preference-applied')).toBe('wait=1');
    const startedAtMs = performance.now();
    const long = await send('GET', `${watching}${path}`, undefined, { prefer: 'wait=600' });
    expect(long.headers.get('preference-applied')).toBe('wait=3');
    expect(performance.now() - startedAtMs).toBeGreaterThan(2_900);
    const none = await send('GET', `${watching}${path}`, undefined, { prefer: 'wait=soon' });
    expect(none.headers.get('preference-applied')).toBeNull();
  });

  it('holds for the next representation when told which one is known', async () => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 2_500 }, workers: 16 });
    const { path } = await queued();
    const etag = (await send('GET', `${taking}${path}`)).headers.get('etag')!;
    const conditional = { 'if-none-match': etag };
    const waited = await send('GET', `${watching}${path}`, undefined, {
      ...conditional,
      prefer: 'wait=1',
    });
    expect(waited.status).toBe(304);
    const held = send('GET', `${watching}${path}`, undefined, { ...conditional, prefer: 'wait=3' });
    await resume();
    expect(await held).toMatchObject({ status: 200, body: { status: 'processing' } });
  });

  it('ends the wait with 410 when the order expires', async () => {
    const { path } = await queued({ 'order-ttl': '1' });
    const answer = await send('GET', `${watching}${path}`, undefined, { prefer: 'wait=3' });
    expect(answer).toMatchObject({ status: 410, body: { code: 'order-expired' } });
  });
});

describe('GET /v1/orders?orderNumber=', () => {
  it('finds the order, or none', async () => {
    const { body } = await queued();
    const found = await send(
      'GET',
      `${watching}/v1/orders?orderNumber=${String(body['orderNumber'])}`,
    );
    expect(found).toMatchObject({ status: 200, body: { orders: [{ id: body['id'] }] } });
    const none = await send('GET', `${watching}/v1/orders?orderNumber=nobody`);
    expect(none).toMatchObject({ status: 200, body: { orders: [] } });
  });

  it.each([
    '',
    '?orderNumber=',
    '?orderNumber=a%20b',
    '?orderNumber=a&orderNumber=b',
    '?orderNumber=a&x=1',
    '?orderNumber=%zz',
    '?ordernumber=a',
  ])('refuses %j', async (query) => {
    const answer = await send('GET', `${watching}/v1/orders${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body['errors']).toEqual([
      expect.objectContaining({ pointer: expect.any(String) as string }),
      ...(query === '?ordernumber=a' ? [expect.anything()] : []),
    ]);
  });
});

describe('GET /v1/orders/{id}/events', () => {
  it('tells every state on a gateway that did not take the order, then ends', async () => {
    const { path, body } = await queued();
    const client = await EventClient.open(`${watching}${path}/events`, {
      accept: 'text/event-stream',
    });
    expect(client.response.status).toBe(200);
    expect(client.response.headers.get('content-type')).toBe('text/event-stream');
    expect(client.response.headers.get('cache-control')).toBe('no-cache');
    expect(client.response.headers.get('x-accel-buffering')).toBe('no');
    expect(client.response.headers.get('x-correlation-id')).toBeTruthy();
    await eventually(() => expect(client.statuses).toEqual(['queued']));
    expect(await gauge(watching, 'sluice_event_watchers')).toBe(1);
    await resume();
    await client.ended();
    expect(client.statuses.at(-1)).toBe('completed');
    expect(client.text.match(/^retry: /gm)).toHaveLength(1);
    const answer = await send('GET', `${taking}${path}`);
    expect(client.events.at(-1)).toEqual({
      type: 'status',
      id: expect.stringMatching(/^\d+$/) as string,
      data: answer.body,
    });
    expect(answer.body['id']).toBe(body['id']);
    await eventually(async () => expect(await gauge(watching, 'sluice_event_watchers')).toBe(0));
  });

  it('tells the state of an order that has ended, and nothing to who has seen it', async () => {
    const { path } = await completed();
    const client = await EventClient.open(`${watching}${path}/events`);
    await client.ended();
    expect(client.statuses).toEqual(['completed']);
    const again = await EventClient.open(`${watching}${path}/events`, {
      'last-event-id': client.events[0]!.id,
    });
    expect(again.response.status).toBe(204);
  });

  it('honours Last-Event-ID: only what is new', async () => {
    const { path } = await queued();
    const first = await EventClient.open(`${watching}${path}/events`);
    await eventually(() => expect(first.statuses).toEqual(['queued']));
    await first.close();
    const headers = { 'last-event-id': first.events[0]!.id };
    const second = await EventClient.open(`${taking}${path}/events`, headers);
    const stale = await EventClient.open(`${taking}${path}/events`, { 'last-event-id': '77, x' });
    await eventually(() => expect(stale.statuses).toEqual(['queued']));
    expect(second.events).toEqual([]);
    await resume();
    await Promise.all([second.ended(), stale.ended()]);
    expect(second.statuses).not.toContain('queued');
    expect(second.statuses.at(-1)).toBe('completed');
  });

  it('tells that the order expired while it was watched; afterwards it is 410', async () => {
    const { path } = await queued({ 'order-ttl': '1' });
    const client = await EventClient.open(`${watching}${path}/events`);
    await client.ended();
    expect(client.statuses).toEqual(['queued', 'expired']);
    const late = await send('GET', `${watching}${path}/events`);
    expect(late).toMatchObject({ status: 410, body: { code: 'order-expired' } });
  });

  it('tells that the order was cancelled', async () => {
    const { path } = await queued();
    const client = await EventClient.open(`${watching}${path}/events`);
    await send('DELETE', `${taking}${path}`);
    await client.ended();
    expect(client.statuses).toEqual(['queued', 'cancelled']);
  });

  it.each(['nonsense', '00000000-0000-8000-8000-000000000000'])(
    'answers for %s as GET does',
    async (id) => {
      const events = await send('GET', `${watching}/v1/orders/${id}/events`);
      const get = await send('GET', `${watching}/v1/orders/${id}`);
      const { correlationId: _one, instance: _two, ...problem } = get.body;
      expect(events).toMatchObject({ status: 404, body: problem });
    },
  );

  it('answers 406 to who does not take events, and HEAD without a stream', async () => {
    const { path } = await queued();
    const url = `${watching}${path}/events`;
    expect(await send('GET', url, undefined, { accept: 'application/json' })).toMatchObject({
      status: 406,
      body: { code: 'not-acceptable' },
    });
    const head = await send('HEAD', url);
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  });

  it('serves a bounded number of watchers, and forgets who left', async () => {
    const { path } = await queued();
    const url = `${watching}${path}/events`;
    const clients = await Promise.all(
      Array.from({ length: MOST_WATCHERS }, () => EventClient.open(url)),
    );
    const refused = await send('GET', url);
    expect(refused).toMatchObject({ status: 503, body: { code: 'gateway-saturated' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    await Promise.all(clients.map((client) => client.close()));
    await eventually(async () => expect(await gauge(watching, 'sluice_event_watchers')).toBe(0));
    const again = await EventClient.open(url);
    expect(again.response.status).toBe(200);
    await again.close();
  });
});
