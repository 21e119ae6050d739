import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { bearer, createKeyFile, type KeyFile } from '../support/api-keys';
import { type Answer, newOrder, send } from './http-client';

const QUOTA = 60;
const NAMES = ['burst', 'slow', 'batch', 'invalid'];
const keyOf = (client: string) => `${client}-key-0123456789`;

let keyFile: KeyFile;
let stack: Stack;

beforeAll(async () => {
  keyFile = await createKeyFile(
    NAMES.map((client) => ({ client, key: keyOf(client), roles: ['client'] })),
  );
  stack = await startStack({
    gateways: 2,
    env: {
      API_KEYS_FILE: keyFile.path,
      QUOTA_REQUESTS: String(QUOTA),
      QUOTA_WINDOW_S: '3600',
    },
  });
}, 60_000);

afterAll(async () => {
  await stack.stop();
  await keyFile.remove();
}, 30_000);

function submit(client: string, i: number, path = 'async', body: unknown = newOrder()) {
  const url = `${stack.gatewayUrls[i % 2]}/v1/orders/${path}`;
  return send('POST', url, body, bearer(keyOf(client)));
}

const count = (answers: Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

describe('a quota', () => {
  it('is exact over two gateways, however much comes at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: QUOTA * 4 }, (_, i) => submit('burst', i)),
    );
    expect(count(answers, 202)).toBe(QUOTA);
    expect(count(answers, 429)).toBe(QUOTA * 3);
  });

  it('tells what is left and when to come back', async () => {
    const first = await submit('slow', 0);
    expect(first.headers.get('ratelimit-policy')).toBe(`"default";q=${QUOTA};w=3600`);
    expect(first.headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/);
    const answers: Answer[] = [];
    for (let i = 0; i < QUOTA + 10; i++) answers.push(await submit('slow', i));
    expect(count(answers, 202)).toBeLessThan(QUOTA);
    expect(count(answers, 202)).toBeGreaterThan(QUOTA * 0.9);
    const last = answers.at(-1)!;
    expect(last).toMatchObject({ status: 429, body: { code: 'quota-exceeded', retryable: true } });
    const [, left, seconds] = /;r=(\d+);t=(\d+)$/.exec(last.headers.get('ratelimit') ?? '') ?? [];
    expect(Number(left)).toBeLessThan(QUOTA * 0.1);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThanOrEqual(Number(seconds));
    expect(Number(seconds)).toBeGreaterThan(3_500);
  });

  it('counts what is refused for its contents, and no reading', async () => {
    for (let i = 0; i < QUOTA; i++) {
      expect((await submit('invalid', 0, 'async', { orderNumber: i })).status).toBe(400);
    }
    expect((await submit('invalid', 0)).status).toBe(429);
    const url = `${stack.gatewayUrls[0]}/v1/orders/unknown`;
    const reading = await send('GET', url, undefined, bearer(keyOf('invalid')));
    expect(reading.status).toBe(404);
    expect(reading.headers.get('ratelimit')).toBeNull();
  });

  it('counts each order of a batch', async () => {
    const batchOf = (length: number) => ({ orders: Array.from({ length }, () => newOrder()) });
    const first = await submit('batch', 0, 'batch', batchOf(50));
    expect(first.status).toBe(202);
    expect((await submit('batch', 0, 'batch', batchOf(20))).status).toBe(429);
    const tooMany = await submit('batch', 1, 'batch', batchOf(QUOTA + 1));
    expect(tooMany).toMatchObject({ status: 429, body: { code: 'quota-exceeded' } });
  });
});
