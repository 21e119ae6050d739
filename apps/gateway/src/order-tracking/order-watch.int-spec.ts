import { eventually } from '../../../../test/support/eventually';
import { NotingFollower, WatchFixture } from './testing/watch.fixture';

let fixture: WatchFixture;

beforeEach(async () => (fixture = await WatchFixture.start()));
afterEach(() => fixture.stop());

const following = async (orderId: string) => {
  const follower = new NotingFollower();
  await fixture.watch.follow(orderId, follower);
  return follower;
};

describe('OrderWatch', () => {
  it('tells the state of the moment, then every change that another process makes', async () => {
    const orderId = await fixture.accepted();
    const follower = await following(orderId);
    expect(follower.statuses).toEqual(['queued']);
    await fixture.carriedOut(orderId);
    await eventually(() => expect(follower.statuses.at(-1)).toBe('completed'));
  });

  it('misses no change that falls between subscribing and reading', async () => {
    for (let round = 0; round < 20; round++) {
      const orderId = await fixture.accepted();
      const [follower] = await Promise.all([following(orderId), fixture.carriedOut(orderId)]);
      await eventually(() => expect(follower.statuses.at(-1)).toBe('completed'));
    }
  });

  it('holds one subscription for all who follow an order, and none after them', async () => {
    const orderId = await fixture.accepted();
    const [first, second] = [await following(orderId), await following(orderId)];
    expect(await fixture.channels()).toBe(1);
    fixture.watch.unfollow(orderId, first);
    await fixture.carriedOut(orderId);
    await eventually(() => expect(second.statuses.at(-1)).toBe('completed'));
    expect(first.statuses).toEqual(['queued']);
    fixture.watch.unfollow(orderId, second);
    fixture.watch.unfollow(orderId, second);
    expect(fixture.watch.size).toBe(0);
    await eventually(async () => expect(await fixture.channels()).toBe(0));
  });

  it('goes on after who left while it was about to be told', async () => {
    const orderId = await fixture.accepted();
    const hasty = new NotingFollower();
    const began = fixture.watch.follow(orderId, hasty);
    fixture.watch.unfollow(orderId, hasty);
    await began;
    expect(hasty.orders).toEqual([]);
    expect((await following(orderId)).statuses).toEqual(['queued']);
    expect(await fixture.channels()).toBe(1);
  });

  it('tells what happened while Redis could not tell it', async () => {
    const orderId = await fixture.accepted();
    const follower = await following(orderId);
    // The subscriber's connection is cut, and the change made before it is back.
    await fixture.redis.client('KILL', 'TYPE', 'pubsub');
    await fixture.carriedOut(orderId);
    await eventually(() => expect(follower.statuses.at(-1)).toBe('completed'));
  });

  it('outlives a restart of Redis', async () => {
    const orderId = await fixture.accepted();
    const follower = await following(orderId);
    await fixture.server.kill();
    await eventually(() => expect(fixture.watch.connected).toBe(false));
    await fixture.server.restart();
    await eventually(() => fixture.carriedOut(orderId));
    await eventually(() => expect(follower.statuses.at(-1)).toBe('completed'));
  });

  it('expires an order at its deadline although nobody else is there to', async () => {
    const follower = await following(await fixture.accepted(300));
    await eventually(() => expect(follower.statuses).toEqual(['queued', 'expired']));
  });

  it('tells that a record is gone', async () => {
    const orderId = await fixture.accepted();
    const follower = await following(orderId);
    await fixture.redis.flushall();
    await fixture.redis.client('KILL', 'TYPE', 'pubsub');
    await eventually(() => expect(follower.statuses).toEqual(['queued', 'gone']));
  });

  it('dismisses everybody when the process begins to shut down', async () => {
    const follower = await following(await fixture.accepted());
    fixture.drain.begin();
    expect(follower.isDismissed).toBe(true);
  });
});
