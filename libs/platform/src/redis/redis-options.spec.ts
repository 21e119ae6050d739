import Bull, { type QueueOptions } from 'bull';
import type { Redis } from 'ioredis';
import {
  blockingOptions,
  commandOptions,
  reconnectDelayMs,
  subscriberOptions,
} from './redis-options';

describe('Redis options', () => {
  it('never lets a command wait beyond what a caller may wait, nor run twice', () => {
    const options = commandOptions('gateway');
    expect(options).toMatchObject({
      connectionName: 'gateway',
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      commandTimeout: 2000,
      connectTimeout: 2000,
    });
    expect(options.enableAutoPipelining).toBeUndefined();
    expect(options.socketTimeout).toBeGreaterThan(2000);
  });

  it('gives up a link, not a command, where Redis blocks on purpose', () => {
    const options = blockingOptions('worker');
    expect(options).toMatchObject({
      maxRetriesPerRequest: null,
      socketTimeout: 10_000,
    });
    expect(options.commandTimeout).toBeUndefined();
    expect(options.blockingTimeout).toBeUndefined();
  });

  it.each([blockingOptions('worker'), subscriberOptions('worker')])(
    'checks whether it is served, and fits what Bull asks of its clients',
    (options) => {
      expect(options).toMatchObject({ enableReadyCheck: true, maxRetriesPerRequest: null });
      const client = { options, once: () => undefined, on: () => undefined, status: 'ready' };
      const queue = new Bull('any', {
        skipVersionCheck: true,
        createClient: () => client as unknown as Redis,
      } as QueueOptions);
      expect((queue as unknown as { bclient: unknown }).bclient).toBe(client);
      expect((queue as unknown as { eclient: unknown }).eclient).toBe(client);
    },
  );

  it('renews subscriptions', () => {
    expect(subscriberOptions('worker').autoResubscribe).toBe(true);
  });

  it('dials anew only for a server that turned read-only', () => {
    const { reconnectOnError } = commandOptions('gateway');
    expect(reconnectOnError?.(new Error("READONLY You can't write"))).toBe(true);
    expect(reconnectOnError?.(new Error('OOM command not allowed'))).toBe(false);
  });
});

describe('reconnectDelayMs', () => {
  it('grows to a second at most, by half of it at random, for ever', () => {
    const range = (attempt: number) => [
      reconnectDelayMs(attempt, () => 0),
      reconnectDelayMs(attempt, () => 1),
    ];
    expect([1, 2, 3, 6, 5_000].map(range)).toEqual([
      [25, 50],
      [50, 100],
      [100, 200],
      [500, 1000],
      [500, 1000],
    ]);
  });
});
