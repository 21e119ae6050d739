import type { OrderResponse } from './contract.ts';
import { SluiceClient } from './sluice-client.ts';
import { SluiceConnectionError } from './sluice-connection-error.ts';
import { finish, useFakeClock } from './testing/fake-clock.ts';
import {
  events,
  FakeGateway,
  hanging,
  json,
  noAnswer,
  problem,
  someOrder,
  statusEvent,
} from './testing/fake-gateway.ts';

const QUEUED = someOrder();
const PROCESSING = someOrder({ status: 'processing', attempts: 1 });
const DONE = someOrder({ status: 'completed', attempts: 1 });

useFakeClock();

function tracking(...replies: ConstructorParameters<typeof FakeGateway>[0]) {
  const gateway = new FakeGateway(replies);
  return { gateway, client: new SluiceClient({ baseUrl: 'http://gateway', fetch: gateway.fetch }) };
}

async function all(states: AsyncIterable<OrderResponse>): Promise<OrderResponse[]> {
  const seen: OrderResponse[] = [];
  const reading = async (): Promise<void> => {
    for await (const state of states) seen.push(state);
  };
  await finish(reading(), 250);
  return seen;
}

describe('track', () => {
  it('gives each state of the stream and ends with the terminal one', async () => {
    const { client, gateway } = tracking(
      events([statusEvent('1', QUEUED), ': still here\n\n', statusEvent('2', DONE)], 'hangs'),
    );
    expect(await all(client.track('o-1'))).toEqual([QUEUED, DONE]);
    expect(gateway.seen).toHaveLength(1);
    expect(gateway.seen[0]!.headers.get('accept')).toBe('text/event-stream');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('takes a stream up where it broke off, and tells no state twice', async () => {
    const { client, gateway } = tracking(
      events([statusEvent('1', QUEUED)], 'breaks'),
      events([statusEvent('1', QUEUED), statusEvent('2', PROCESSING)]),
      problem(503, 'shutting-down'),
      events([statusEvent('3', DONE)]),
    );
    expect(await all(client.track('o-1'))).toEqual([QUEUED, PROCESSING, DONE]);
    const resumed = gateway.seen.map(({ headers }) => headers.get('last-event-id'));
    expect(resumed).toEqual([null, '1', '2', '2']);
  });

  it.each([
    ['answers something else', json(200, QUEUED)],
    ['does not know it', problem(404, 'not-found')],
    ['has seen the end', () => new Response(null, { status: 204 })],
    ['swallows it', hanging],
    ['holds it back', events([], 'hangs')],
    ['garbles it', events(['data: {\n\n'])],
  ])('asks instead where the way between %s', async (_what, reply) => {
    const { client, gateway } = tracking(
      reply,
      json(200, QUEUED),
      json(200, QUEUED),
      json(200, PROCESSING),
      json(200, DONE),
    );
    expect(await all(client.track('o-1'))).toEqual([QUEUED, PROCESSING, DONE]);
    expect(gateway.seen.at(-1)!.headers.get('prefer')).toBe('wait=25');
  });

  it('asks when connection after connection brings nothing', async () => {
    const { client, gateway } = tracking(events([]), events([]), events([]), json(200, DONE));
    expect(await all(client.track('o-1'))).toEqual([DONE]);
    expect(gateway.seen).toHaveLength(4);
  });

  it('comes back to a stream that fell silent, and to one that is refused not before it may', async () => {
    const { client, gateway } = tracking(
      events([statusEvent('1', QUEUED)], 'hangs'),
      problem(503, 'gateway-saturated', {}, { 'retry-after': '7' }),
      events([statusEvent('1', QUEUED), statusEvent('2', DONE)]),
    );
    expect(await all(client.track('o-1'))).toEqual([QUEUED, DONE]);
    const at = gateway.seen.map(({ atMs }) => atMs);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(45_000);
    expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(7_000);
  });

  it('does not believe a stream that wants to be left alone for ever', async () => {
    const forEver = `retry: ${10 ** 15}\n${statusEvent('1', QUEUED)}`;
    const { client, gateway } = tracking(events([forEver]), events([statusEvent('2', DONE)]));
    const startedAt = performance.now();
    expect(await all(client.track('o-1'))).toEqual([QUEUED, DONE]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(30_000);
    expect(gateway.seen).toHaveLength(2);
  });

  it('tells a state that it knows from the stream no second time when it asks', async () => {
    const { client } = tracking(
      events([statusEvent('1', QUEUED)], 'breaks'),
      problem(406, 'not-acceptable'),
      json(200, QUEUED),
      json(200, DONE),
    );
    expect(await all(client.track('o-1'))).toEqual([QUEUED, DONE]);
  });

  it('ends with an order that expired while it was watched, or before', async () => {
    const expired = someOrder({ status: 'expired' });
    const gone = problem(410, 'order-expired', { order: expired });
    const before = tracking(gone, gone);
    expect(await all(before.client.track('o-1'))).toEqual([expired]);
    const meanwhile = tracking(events([statusEvent('1', QUEUED)], 'breaks'), gone, gone);
    expect(await all(meanwhile.client.track('o-1'))).toEqual([QUEUED, expired]);
  });

  it('bears with a gateway that is away, up to its deadline', async () => {
    const away = Array.from({ length: 12 }, () => noAnswer);
    const { client, gateway } = tracking(...away, json(200, DONE));
    expect(await all(client.track('o-1'))).toEqual([DONE]);
    expect(gateway.seen).toHaveLength(13);
    const gone = tracking(noAnswer);
    await expect(all(gone.client.track('o-1'))).rejects.toBeInstanceOf(SluiceConnectionError);
  });

  it('throws what is no matter of the way, and an order that is not there', async () => {
    const denied = tracking(problem(401, 'unauthenticated'));
    await expect(all(denied.client.track('o-1'))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const unknown = tracking(problem(404, 'not-found'));
    await expect(all(unknown.client.track('o-1'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('lets go of the stream when its caller looks no further, or aborts', async () => {
    const { client } = tracking(events([statusEvent('1', QUEUED)], 'hangs'));
    for await (const state of client.track('o-1')) {
      expect(state).toEqual(QUEUED);
      break;
    }
    const stop = new AbortController();
    const states = tracking(events([statusEvent('1', QUEUED)], 'hangs')).client.track('o-1', {
      signal: stop.signal,
    });
    await states.next();
    const next = states.next();
    stop.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    expect(jest.getTimerCount()).toBe(0);
  });
});
