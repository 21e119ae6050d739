import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { bearer, createKeyFile, type KeyFile } from '../support/api-keys';
import { codeOf } from '../support/problem-answers';

const OPS_KEY = 'ops-key-0123456789';
const CLIENT_KEY = 'client-key-0123456789';

let keyFile: KeyFile;
let stack: Stack;
let board: string;

beforeAll(async () => {
  keyFile = await createKeyFile([
    { client: 'operator', key: OPS_KEY, roles: ['ops'] },
    { client: 'acme', key: CLIENT_KEY, roles: ['client'] },
  ]);
  stack = await startStack({ env: { API_KEYS_FILE: keyFile.path } });
  board = `${stack.gatewayUrls[0]}/admin/queues`;
}, 60_000);

afterAll(async () => {
  await stack.stop();
  await keyFile.remove();
}, 30_000);

const basic = (key: string) => ({
  authorization: `Basic ${Buffer.from(`key:${key}`).toString('base64')}`,
});
const get = (path = '', headers: Record<string, string> = basic(OPS_KEY)) =>
  fetch(`${board}${path}`, { headers });

describe('the board', () => {
  it('asks a browser to log in', async () => {
    const answer = await get('', {});
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer, Basic realm=/);
    expect(await codeOf(Promise.resolve(answer))).toBe('unauthenticated');
    expect(await codeOf(get('/static/favicon-32x32.png', {}))).toBe('unauthenticated');
  });

  it('opens for operators, by Bearer or Basic', async () => {
    expect((await get('', bearer(OPS_KEY))).status).toBe(200);
    expect((await get('', basic(OPS_KEY))).status).toBe(200);
    expect(await codeOf(get('', basic(CLIENT_KEY)))).toBe('forbidden');
    const elsewhere = fetch(`${stack.gatewayUrls[0]}/v1/queues`, { headers: basic(OPS_KEY) });
    expect(await codeOf(elsewhere)).toBe('unauthenticated');
  });

  it('is a page whose parts are all here', async () => {
    const page = await get('', { ...basic(OPS_KEY), accept: 'text/html' });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    expect(html).toContain('<base href="/admin/queues/"');
    const parts = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, path]) => path);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      const answer = await get(`/${part}`);
      expect([part, answer.status]).toEqual([part, 200]);
      await answer.arrayBuffer();
    }
  });

  it('shows the queues', async () => {
    const answer = await get('/api/queues?page=1&jobsPerPage=10');
    const { queues } = (await answer.json()) as { queues: { name: string }[] };
    expect(queues.map(({ name }) => name)).toContain('orders');
    expect(queues).toEqual(queues.map((queue) => ({ ...queue, readOnlyMode: true })));
    expect(await codeOf(get('/api/queues/nonsense/metrics'))).toBe('not-found');
    expect(await codeOf(get('/static/nonsense.js'))).toBe('not-found');
    expect(await codeOf(get('/static/..%2f..%2fpackage.json'))).toBe('not-found');
  });

  it.each([
    ['PUT', '/api/queues/orders/pause'],
    ['PUT', '/api/queues/orders/obliterate'],
    ['PUT', '/api/queues/orders/retry/failed'],
    ['POST', '/api/queues/orders/add'],
    ['PUT', '/api/queues/pause'],
    ['DELETE', '/api/queues/orders'],
  ])('changes nothing: %s %s', async (method, path) => {
    const answer = await fetch(`${board}${path}`, { method, headers: bearer(OPS_KEY) });
    expect([404, 405]).toContain(answer.status);
    await codeOf(Promise.resolve(answer));
  });
});
