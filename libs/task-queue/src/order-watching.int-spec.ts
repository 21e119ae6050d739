import { Redis } from 'ioredis';
import { SharedOrderIdGenerator } from './order-id-secret';
import { OrderReader } from './order-reader';
import { changesChannel, ORDERS } from './task-kind';
import { eventually } from '../../../test/support/eventually';
import { QueueFixture } from './testing/queue.fixture';

let fixture: QueueFixture;

beforeAll(async () => (fixture = await QueueFixture.start()));
afterAll(() => fixture.stop());
beforeEach(() => fixture.redis.flushall());

describe('a watched order', () => {
  it('tells every change by its new revision', async () => {
    const orderId = await fixture.accepted('A-1');
    const watcher = new Redis(fixture.server.url);
    const told: string[] = [];
    watcher.on('message', (_channel, revision: string) => told.push(revision));
    await watcher.subscribe(changesChannel(ORDERS, orderId));
    const { epoch } = await fixture.begun(orderId);
    await fixture.queue.settle(orderId, epoch, { status: 'completed', result: {} });
    await eventually(() => expect(told).toEqual(['1', '2']));
    expect((await fixture.reader.require(orderId)).revision).toBe(2);
    await watcher.quit();
  });
});

describe('findByNumber', () => {
  it("finds the client's own order, and nobody else's", async () => {
    const reader = new OrderReader(fixture.redis, new SharedOrderIdGenerator(fixture.redis));
    const orderId = await fixture.accepted('A-1');
    expect(await reader.findByNumber('acme', 'A-1')).toEqual(await fixture.reader.find(orderId));
    expect(await reader.findByNumber('acme', 'A-2')).toBeNull();
    expect(await reader.findByNumber('other', 'A-1')).toBeNull();
  });
});
