import { OrderReader } from '@sluice/task-queue';
import type { ProblemError } from '@sluice/platform';
import { fastify, type FastifyInstance } from 'fastify';
import { eventually } from '../../../../test/support/eventually';
import { EventStreams } from './event-streams';
import { WatchFixture } from './testing/watch.fixture';

const MOST_WATCHERS = 3;

let fixture: WatchFixture;
let streams: EventStreams;
let server: FastifyInstance;
let origin: string;
let cuts: AbortController[];

beforeEach(async () => {
  cuts = [];
  fixture = await WatchFixture.start();
  const limits = { maxWatchers: MOST_WATCHERS, keepAliveMs: 300 };
  streams = new EventStreams(fixture.watch, fixture.drain, limits);
  const reader = new OrderReader(fixture.redis);
  server = fastify();
  server.get<{ Params: { id: string } }>('/:id', async ({ params }, reply) => {
    await streams.open(await reader.require(params.id), reply);
  });
  server.setErrorHandler((error, _request, reply) => {
    const { code } = error as ProblemError;
    return reply.code(503).send({ code });
  });
  origin = await server.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(async () => {
  for (const cut of cuts) cut.abort();
  streams.close();
  server.server.closeAllConnections();
  await server.close();
  await fixture.stop();
});

/** Opens a stream and gathers what comes. */
async function watching(orderId: string) {
  const cut = new AbortController();
  cuts.push(cut);
  const response = await fetch(`${origin}/${orderId}`, { signal: cut.signal });
  const client = { response, cut, text: '', hasEnded: false };
  void gather(client);
  return client;
}

async function gather(client: { response: Response; text: string; hasEnded: boolean }) {
  try {
    for await (const chunk of client.response.body ?? []) {
      client.text += Buffer.from(chunk as Uint8Array).toString();
    }
    client.hasEnded = true;
  } catch {
    // Cut by the test.
  }
}

describe('EventStreams', () => {
  it('keeps quiet streams alive with comments', async () => {
    const client = await watching(await fixture.accepted());
    await eventually(() => expect(client.text.match(/^:$/gm)?.length).toBeGreaterThan(1));
    expect(client.text.match(/^event: /gm)).toHaveLength(1);
  });

  it('forgets who left, and what he watched', async () => {
    const client = await watching(await fixture.accepted());
    expect([streams.size, fixture.watch.size]).toEqual([1, 1]);
    client.cut.abort();
    await eventually(() => expect([streams.size, fixture.watch.size]).toEqual([0, 0]));
    await eventually(async () => expect(await fixture.channels()).toBe(0));
  });

  it('forgets a stream that came to its end, and keeps its connection usable', async () => {
    const orderId = await fixture.accepted();
    const client = await watching(orderId);
    await fixture.carriedOut(orderId);
    await eventually(() => expect(client.hasEnded).toBe(true));
    expect(client.text).toContain('"status":"completed"');
    expect([streams.size, fixture.watch.size]).toEqual([0, 0]);
  });

  it('has room for so many and no more', async () => {
    const orderId = await fixture.accepted();
    for (let nth = 0; nth < MOST_WATCHERS; nth++) await watching(orderId);
    const { response } = await watching(orderId);
    expect(response.status).toBe(503);
    expect(streams.size).toBe(MOST_WATCHERS);
    expect(fixture.watch.size).toBe(1);
  });

  it('ends all streams when the process shuts down, and begins none', async () => {
    const orderId = await fixture.accepted();
    const client = await watching(orderId);
    fixture.drain.begin();
    await eventually(() => expect(client.hasEnded).toBe(true));
    expect((await watching(orderId)).response.status).toBe(503);
    expect(streams.size).toBe(0);
  });

  it('refuses at once while it cannot listen, and leaves nothing behind', async () => {
    const orderId = await fixture.accepted();
    fixture.subscriber.disconnect();
    await eventually(() => expect(fixture.watch.connected).toBe(false));
    expect((await watching(orderId)).response.status).toBe(503);
    expect([streams.size, fixture.watch.size]).toEqual([0, 0]);
  });
});
