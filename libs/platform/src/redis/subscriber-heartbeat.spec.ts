import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { keepHeartbeat } from './subscriber-heartbeat';

describe('keepHeartbeat', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('pings while connected, bears a failure, and ends with the client', async () => {
    const ping = jest.fn().mockRejectedValue(new Error('gone'));
    const client = Object.assign(new EventEmitter(), { status: 'ready', ping });
    keepHeartbeat(client as unknown as Redis, 1_000);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(ping).toHaveBeenCalledTimes(3);
    client.status = 'reconnecting';
    await jest.advanceTimersByTimeAsync(3_000);
    expect(ping).toHaveBeenCalledTimes(3);
    client.emit('end');
    expect(jest.getTimerCount()).toBe(0);
  });
});
