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
      enableReadyCheck: false,
      socketTimeout: 10_000,
    });
    expect(options.commandTimeout).toBeUndefined();
    expect(options.blockingTimeout).toBeUndefined();
  });

  it('fits what Bull asks of its subscriber', () => {
    expect(subscriberOptions('worker')).toMatchObject({
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      autoResubscribe: true,
    });
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
