import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { newOrder, send } from './http-client';

const TTL_MS = 60_000;
const RETENTION_MS = 1_500;

let stack: Stack;
let orders: string;

beforeAll(async () => {
  const times = { ORDER_TTL_MS: String(TTL_MS), ORDER_RETENTION_MS: String(RETENTION_MS) };
  // A quota that everybody with a key would feel at once.
  const env = { ...times, QUOTA_REQUESTS: '1', QUOTA_WINDOW_S: '3600' };
  stack = await startStack({ env, profile: 'steady' });
  orders = `${stack.gatewayUrls[0]}/v1/orders`;
}, 60_000);

afterAll(() => stack.stop(), 30_000);

describe('an order', () => {
  it('has the time that its client gives it, and no more than there is', async () => {
    for (const [ttlS, expectedMs] of [
      [7, 7_000],
      [600, TTL_MS],
    ] as const) {
      const headers = { 'order-ttl': String(ttlS) };
      const { body } = await send('POST', `${orders}/async`, newOrder(), headers);
      const { acceptedAt, expiresAt } = body as { acceptedAt: string; expiresAt: string };
      expect(Date.parse(expiresAt) - Date.parse(acceptedAt)).toBe(expectedMs);
    }
  });

  it('can be read for its retention; then it is gone, and its number free', async () => {
    const order = newOrder();
    const first = await send('POST', `${orders}/sync`, order);
    const path = `${orders}/${String(first.body['id'])}`;
    expect((await send('GET', path)).status).toBe(200);
    expect((await send('POST', `${orders}/sync`, order)).status).toBe(409);
    await eventually(async () => expect((await send('GET', path)).status).toBe(404));
    const second = await send('POST', `${orders}/sync`, order);
    expect(second.status).toBe(200);
    expect(second.body['id']).not.toBe(first.body['id']);
    expect((await send('GET', path)).status).toBe(404);
  });
});

describe('without keys', () => {
  it('there is no quota, and nothing is said of one', async () => {
    for (let i = 0; i < 3; i++) {
      const { status, headers } = await send('POST', `${orders}/async`, newOrder());
      expect([status, headers.get('ratelimit')]).toEqual([202, null]);
    }
  });
});

describe('observation', () => {
  const everybody = () => [stack.gatewayUrls[0]!, stack.workerUrls[0]!, stack.backendUrl];

  it('tells all parts of the health', async () => {
    const { body } = await send('GET', `${stack.gatewayUrls[0]}/health`);
    const details = body['details'] as Record<string, Record<string, unknown>>;
    const parts =
      'redis queue workers syncPool eventLoop backendBreaker durability orderIds callbacks'.split(
        ' ',
      );
    expect(Object.keys(details)).toEqual(expect.arrayContaining(parts));
    const figures =
      'queued scheduled processing failed oldestAgeMs drainPerSecond activeLanes'.split(' ');
    expect(Object.keys(details['queue']!)).toEqual(expect.arrayContaining(figures));
  });

  it('has each of its metrics explained, and explains none that is not there', async () => {
    const page = readFileSync(join(PROJECT_FOLDER, 'docs', 'metrics.md'), 'utf8');
    const explained = new Set(
      [...page.matchAll(/`(sluice_[a-z_]+[a-z])`/g)].map(([, name]) => name),
    );
    const texts = await Promise.all(
      everybody().map(async (url) => (await fetch(`${url}/metrics`)).text()),
    );
    const served = texts.join('').matchAll(/^# TYPE (sluice_\w+)/gm);
    const names = new Set([...served].map(([, name]) => name!));
    const ours = [...names].filter((name) => !/^sluice_(nodejs|process)_/.test(name));
    expect(ours.filter((name) => !explained.has(name))).toEqual([]);
    // Without a broker there are none of messages, without METRICS_PER_CLIENT none of clients.
    const isOptional = (name = '') => /^sluice_(message|client)_/.test(name);
    expect([...explained].filter((name) => !names.has(name!) && !isOptional(name))).toEqual([]);
  });

  it('finds gateways and workers ready without their backend', async () => {
    await stack.service('mock-backend').stop();
    for (const url of everybody().slice(0, 2)) {
      expect((await send('GET', `${url}/health/ready`)).status).toBe(200);
      expect((await send('GET', `${url}/health/live`)).status).toBe(200);
    }
    await stack.service('mock-backend').start();
  });
});
