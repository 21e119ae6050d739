import { EventEmitter } from 'node:events';
import { isTerminal } from '@sluice/contracts';
import type { OrderRecord } from '@sluice/task-queue';
import type { FastifyReply } from 'fastify';
import { eventually } from '../../../../test/support/eventually';
import { LongPolls } from './long-polls';
import { WatchFixture } from './testing/watch.fixture';

const LONG_MS = 60_000;

let fixture: WatchFixture;
let polls: LongPolls;
let raw: EventEmitter;

beforeEach(async () => {
  fixture = await WatchFixture.start();
  polls = new LongPolls(fixture.watch, fixture.drain, 1);
  raw = new EventEmitter();
});

afterEach(() => fixture.stop());

const hasEnded = ({ status }: OrderRecord) => isTerminal(status);

const hold = (orderId: string, waitMs = LONG_MS) =>
  polls.hold(orderId, hasEnded, waitMs, { raw } as unknown as FastifyReply);

/** Nothing is held, watched or listened to any more. */
function expectNothingLeft(): void {
  expect([polls.size, fixture.watch.size, raw.listenerCount('close')]).toEqual([0, 0, 0]);
}

describe('LongPolls', () => {
  it('holds until the order is in the awaited state', async () => {
    const orderId = await fixture.accepted();
    const held = hold(orderId);
    await eventually(() => expect([polls.size, polls.hasRoom]).toEqual([1, false]));
    await fixture.carriedOut(orderId);
    expect(await held).toMatchObject({ status: 'completed' });
    expectNothingLeft();
  });

  it('ends when the time is up', async () => {
    expect(await hold(await fixture.accepted(), 50)).toBeUndefined();
    expectNothingLeft();
  });

  it('ends when the client is gone', async () => {
    const held = hold(await fixture.accepted());
    raw.emit('close');
    expect(await held).toBeUndefined();
    expectNothingLeft();
  });

  it('ends when the process shuts down, and has no room from then on', async () => {
    const held = hold(await fixture.accepted());
    await eventually(() => expect(fixture.watch.size).toBe(1));
    fixture.drain.begin();
    expect(await held).toBeUndefined();
    expect(polls.hasRoom).toBe(false);
    expectNothingLeft();
  });

  it('leaves nothing behind when it cannot listen', async () => {
    const orderId = await fixture.accepted();
    fixture.subscriber.disconnect();
    await eventually(() => expect(fixture.watch.connected).toBe(false));
    await expect(hold(orderId)).rejects.toMatchObject({ code: 'queue-unavailable' });
    expectNothingLeft();
  });
});
