import type { Redis } from 'ioredis';
import { closeClient } from './close-client';

const client = (status: string, quit: () => Promise<unknown>) => {
  const fake = {
    status,
    quit: jest.fn(quit),
    disconnect: jest.fn(),
    stream: { destroy: jest.fn() },
  };
  return { fake, redis: fake as unknown as Redis };
};

describe('closeClient', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('waits for the answers under way', async () => {
    const { fake, redis } = client('ready', () => Promise.resolve('OK'));
    await closeClient(redis);
    expect(fake.quit).toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not wait for a Redis that gives none', async () => {
    const { fake, redis } = client('ready', () => new Promise(() => undefined));
    const closing = closeClient(redis, 1_000);
    await jest.advanceTimersByTimeAsync(1_000);
    await closing;
    expect(fake.stream.destroy).toHaveBeenCalled();
  });

  it('bears a refusal to quit', async () => {
    const { redis } = client('ready', () => Promise.reject(new Error('closed')));
    await expect(closeClient(redis)).resolves.toBeUndefined();
  });

  it('asks nothing of a client without a connection, and nothing at all of an ended one', async () => {
    const dialling = client('reconnecting', () => Promise.resolve());
    await closeClient(dialling.redis);
    expect(dialling.fake.quit).not.toHaveBeenCalled();
    expect(dialling.fake.disconnect).toHaveBeenCalled();
    const ended = client('end', () => Promise.resolve());
    await closeClient(ended.redis);
    expect(ended.fake.disconnect).not.toHaveBeenCalled();
  });
});
