import { Redis } from 'ioredis';
import { LIFECYCLE_KEYS } from './lifecycle-keys';
import { recordKeyOf } from './order-id';
import { SharedOrderIdMint } from './order-id-key';
import { OrderReader } from './order-reader';
import { eventually } from '../../../test/support/eventually';
import { LifecycleFixture } from './testing/lifecycle.fixture';

let fixture: LifecycleFixture;

beforeAll(async () => (fixture = await LifecycleFixture.start()));
afterAll(() => fixture.stop());
beforeEach(() => fixture.redis.flushall());

describe('a watched order', () => {
  it('tells every change by its new revision', async () => {
    const orderId = await fixture.accepted('A-1');
    const watcher = new Redis(fixture.server.url);
    const told: string[] = [];
    watcher.on('message', (_channel, revision: string) => told.push(revision));
    await watcher.subscribe(LIFECYCLE_KEYS.changedPrefix + recordKeyOf(orderId));
    const { epoch } = await fixture.begun(orderId);
    await fixture.lifecycle.settle(orderId, epoch, { status: 'completed', result: {} });
    await eventually(() => expect(told).toEqual(['1', '2']));
    expect((await fixture.reader.require(orderId)).revision).toBe(2);
    await watcher.quit();
  });
});

describe('findByNumber', () => {
  it("finds the client's own order, and nobody else's", async () => {
    const reader = new OrderReader(fixture.redis, new SharedOrderIdMint(fixture.redis));
    const orderId = await fixture.accepted('A-1');
    expect(await reader.findByNumber('acme', 'A-1')).toEqual(await fixture.reader.find(orderId));
    expect(await reader.findByNumber('acme', 'A-2')).toBeNull();
    expect(await reader.findByNumber('other', 'A-1')).toBeNull();
  });
});
