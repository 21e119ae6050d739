import { closeClient, createCommandClient } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { eventually } from '../../../../../test/support/eventually';
import { startRedis, type TestRedis } from '../../../../../test/support/redis-server';
import { ClientQuota } from './client-quota';
import { RedisQuotaDesk } from './redis-quota-desk';

describe('the quota desk in Redis', () => {
  let server: TestRedis;
  let clients: Redis[];
  let serial = 0;

  beforeAll(async () => {
    server = await startRedis();
    clients = [0, 1].map((i) => createCommandClient(server.url, `gateway-${i}`));
    await eventually(() => expect(clients.map(({ status }) => status)).toEqual(['ready', 'ready']));
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => closeClient(client)));
    await server.stop();
  });

  const desksOf = (quota: number, windowMs = 60_000) =>
    clients.map((redis) => new RedisQuotaDesk(redis, quota, windowMs));
  const quotasOf = (desks: RedisQuotaDesk[]) => {
    const client = `client-${++serial}`;
    return desks.map((desk) => new ClientQuota(client, desk));
  };

  async function admitted(gateways: ClientQuota[], requests: number): Promise<number> {
    const verdicts = await Promise.all(
      Array.from({ length: requests }, async (_, i) => gateways[i % gateways.length]!.take(1)),
    );
    return verdicts.filter(({ admitted: isIn }) => isIn).length;
  }

  it.each([1, 10, 1_000])('lets exactly %d of two gateways pass', async (quota) => {
    const gateways = quotasOf(desksOf(quota));
    expect(await admitted(gateways, quota * 3)).toBe(quota);
    expect(await admitted(gateways, 10)).toBe(0);
  });

  it('never lets more pass, and nearly all, when they come a few at a time', async () => {
    const gateways = quotasOf(desksOf(300));
    let sum = 0;
    for (let round = 0; round < 60; round++) sum += await admitted(gateways, 1 + (round % 17));
    expect(sum).toBeLessThanOrEqual(300);
    expect(sum).toBeGreaterThanOrEqual(270);
  });

  it('keeps clients apart', async () => {
    const desks = desksOf(5);
    expect(await admitted(quotasOf(desks), 20)).toBe(5);
    expect(await admitted(quotasOf(desks), 20)).toBe(5);
  });

  it('begins a new window by its own clock, and lets unused tokens lapse', async () => {
    const gateways = quotasOf(desksOf(40, 300));
    expect(await admitted(gateways.slice(0, 1), 5)).toBe(5);
    await eventually(async () => expect(await admitted(gateways.slice(1), 40)).toBe(40));
    expect(await admitted(gateways, 100)).toBeLessThanOrEqual(40);
  });

  it('leaves nothing behind in Redis', async () => {
    await admitted(quotasOf(desksOf(3, 100)), 5);
    const key = `{sluice}:quota:client-${serial}`;
    await eventually(async () => expect(await clients[0]!.exists(key)).toBe(0));
  });
});
