import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../../test/support/eventually';
import { BackendProcess } from './testing/backend-process';

const QUICK = { latency: { kind: 'fixed', ms: 1 } };

describe('mock-backend over HTTP', () => {
  let folder: string;
  let backend: BackendProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backend-'));
    backend = await BackendProcess.start(folder);
  }, 30_000);

  beforeEach(async () => {
    await backend.behave(QUICK);
    await backend.call('DELETE', '/orders');
  });

  afterAll(async () => {
    await backend.end();
    rmSync(folder, { recursive: true });
  });

  describe('POST /orders', () => {
    it('saves a new order once and answers a repetition alike', async () => {
      const first = await backend.save('id-1');
      const second = await backend.save('id-1');
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(first.headers.get('location')).toBe('/orders/id-1');
      const receipt = await first.text();
      expect(await second.text()).toBe(receipt);
      expect(JSON.parse(receipt)).toEqual({
        orderId: 'id-1',
        orderNumber: 'id-1',
        savedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      });
      expect(await backend.ledger()).toMatchObject([{ orderId: 'id-1', deliveries: 2 }]);
    });

    it('lets deliveries of one order share one piece of work', async () => {
      await backend.behave({ latency: { kind: 'fixed', ms: 100 }, workers: 1 });
      const startedAtMs = performance.now();
      const responses = await Promise.all(Array.from({ length: 8 }, () => backend.save('id-1')));
      expect(performance.now() - startedAtMs).toBeLessThan(700);
      expect(responses.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
      expect(await backend.ledger()).toMatchObject([{ deliveries: 8 }]);
    });

    it('refuses another body for the same id', async () => {
      await backend.save('id-1');
      const response = await backend.save('id-1', { orderNumber: 'other' });
      expect(response.status).toBe(409);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 409, title: 'Conflict' });
    });

    it.each([
      ['without an id', () => backend.call('POST', '/orders', { orderNumber: 'A' }), 400],
      ['with an id of two words', () => backend.save('a b'), 400],
      ['that is not JSON', () => backend.save('a', '{'), 400],
      ['that is no object', () => backend.save('a', '[]'), 422],
      ['without a number', () => backend.save('a', {}), 422],
      ['with a number for a number', () => backend.save('a', { orderNumber: 7 }), 422],
    ])('refuses an order %s', async (_, send, status) => {
      const response = await send();
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status });
      expect(await backend.count()).toBe(0);
    });

    it('goes on working when the caller hangs up', async () => {
      await backend.behave({ latency: { kind: 'fixed', ms: 200 } });
      const hangUp = AbortSignal.timeout(50);
      await expect(backend.save('id-1', undefined, hangUp)).rejects.toThrow();
      expect(await backend.count()).toBe(0);
      expect(await backend.count('?atLeast=1&waitMs=5000')).toBe(1);
    });
  });

  describe('the ledger', () => {
    it('shows one order, all orders, and their count', async () => {
      const order = { orderNumber: 'A-1', items: [{ sku: 'book', quantity: 2, unitPrice: 1250 }] };
      await backend.save('id-1', order);
      await backend.save('id-2', { ...order, orderNumber: 'A-2' });
      const response = await backend.call('GET', '/orders/id-1');
      const row = { orderId: 'id-1', orderNumber: 'A-1', order, deliveries: 1 };
      expect(await response.json()).toMatchObject(row);
      expect(await backend.ledger()).toMatchObject([row, { orderId: 'id-2' }]);
      expect(await backend.count()).toBe(2);
      expect((await backend.call('GET', '/orders')).headers.get('content-type')).toBe(
        'application/x-ndjson',
      );
    });

    it('does not know what was never saved', async () => {
      const response = await backend.call('GET', '/orders/nobody');
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    });

    it('tells a waiter when the count is reached, not before and not much later', async () => {
      const waiting = backend.count('?atLeast=2&waitMs=10000').then((count) => ({
        count,
        atMs: performance.now(),
      }));
      await backend.save('id-1');
      await backend.save('id-2');
      const savedAtMs = performance.now();
      const { count, atMs } = await waiting;
      expect(count).toBe(2);
      expect(atMs - savedAtMs).toBeLessThan(200);
    });

    it('tells a waiter what there is when the time is over', async () => {
      expect(await backend.count('?atLeast=1&waitMs=20')).toBe(0);
      expect((await backend.call('GET', '/orders/count?atLeast=x')).status).toBe(400);
    });
  });

  it('forgets orders and drops work at a reset', async () => {
    await backend.save('saved');
    await backend.behave('slow');
    const pending = ['id-1', 'id-1', 'id-2'].map((id) => backend.save(id));
    await eventually(async () => expect(await pendingOrders(backend)).toBe(2));
    expect((await backend.call('DELETE', '/orders')).status).toBe(204);
    const statuses = await Promise.all(pending.map(async (response) => (await response).status));
    expect(statuses).toEqual([503, 503, 503]);
    expect([await backend.count(), await pendingOrders(backend)]).toEqual([0, 0]);
    await backend.behave(QUICK);
    expect((await backend.save('id-1')).status).toBe(201);
  });

  describe('/profile', () => {
    it('shows what is in force and takes names and objects', async () => {
      const put = (body: string) => backend.call('PUT', '/profile', body);
      expect(await (await put('"contended"')).json()).toMatchObject({
        preset: 'contended',
        contention: { above: 50 },
      });
      expect(await (await put('{"preset":"slow"}')).json()).toMatchObject({ workers: 15 });
      const response = await backend.call('GET', '/profile');
      expect(await response.json()).toEqual({
        preset: 'slow',
        latency: { kind: 'fixed', ms: 12_000 },
        workers: 15,
        contention: null,
        failure: { kind: 'none', rate: 0, when: 'before-commit' },
      });
    });

    it.each<[string, string[]]>([
      ['"nope"', ['']],
      ['7', ['']],
      ['{"workers":0,"surprise":1}', ['/surprise', '/workers']],
      ['{"latency":{"kind":"fixed","ms":-1}}', ['/latency/ms']],
    ])('refuses %s and changes nothing', async (body, pointers) => {
      const response = await backend.call('PUT', '/profile', body);
      expect(response.status).toBe(400);
      const problem = (await response.json()) as { code: string; errors: { pointer: string }[] };
      expect(problem.code).toBe('invalid-request');
      expect(problem.errors.map(({ pointer }) => pointer).sort()).toEqual(pointers);
      expect(await (await backend.call('GET', '/profile')).json()).toMatchObject(QUICK);
    });
  });

  describe('injected faults', () => {
    const fail = (kind: string, when = 'before-commit') =>
      backend.behave({ ...QUICK, failure: { kind, rate: 1, when } });

    it.each([
      ['500', 500],
      ['429', 429],
      ['400', 400],
    ])('answers %s', async (kind, status) => {
      await fail(kind);
      const response = await backend.save('id-1');
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ status });
      expect(response.headers.get('retry-after')).toBe(kind === '429' ? '1' : null);
      expect(await backend.count()).toBe(0);
    });

    it('breaks the connection', async () => {
      await fail('reset');
      await expect(backend.save('id-1')).rejects.toThrow();
      expect(await backend.count()).toBe(0);
    });

    it('never answers', async () => {
      await fail('hang', 'after-commit');
      const patience = AbortSignal.timeout(150);
      await expect(backend.save('id-1', undefined, patience)).rejects.toThrow(/timeout/);
      expect(await backend.count()).toBe(1);
    });

    it('answers what is no JSON', async () => {
      await fail('garbage', 'after-commit');
      const response = await backend.save('id-1');
      expect([response.status, response.headers.get('content-type')]).toEqual([
        201,
        'application/json; charset=utf-8',
      ]);
      await expect(response.json()).rejects.toThrow(/is not valid JSON/);
      expect(await backend.count()).toBe(1);
    });

    it('answers more than anybody wants to read', async () => {
      await fail('huge', 'after-commit');
      const { body } = await backend.save('id-1');
      let readBytes = 0;
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
        readBytes += chunk.length;
        if (readBytes > 4_000_000) break;
      }
      expect(readBytes).toBeGreaterThan(4_000_000);
      expect(await backend.count()).toBe(1);
    });

    it.each(['garbage', 'huge'])('never says saved of what it did not save (%s)', async (kind) => {
      await fail(kind);
      const response = await backend.save('id-1');
      await response.body?.cancel();
      expect(response.status).toBe(500);
      expect(await backend.count()).toBe(0);
    });

    it('lets a repeated delivery learn that the order was saved', async () => {
      await fail('500', 'after-commit');
      expect((await backend.save('id-1')).status).toBe(500);
      expect((await backend.save('id-1')).status).toBe(200);
      expect(await backend.ledger()).toMatchObject([{ orderId: 'id-1', deliveries: 2 }]);
    });
  });

  it('has health and metrics', async () => {
    await backend.save('id-1');
    await backend.save('id-1');
    for (const path of ['/health', '/health/live', '/health/ready']) {
      expect((await backend.call('GET', path)).status).toBe(200);
    }
    const metrics = await (await backend.call('GET', '/metrics')).text();
    expect(metrics).toMatch(/^sluice_backend_saved_orders\{.*\} 1$/m);
    expect(metrics).toMatch(/^sluice_backend_pending_orders\{.*\} 0$/m);
    expect(metrics).toMatch(/^sluice_backend_in_service_orders\{.*\} 0$/m);
    expect(metrics).toMatch(/^sluice_backend_duplicate_deliveries_total\{.*\} [1-9]\d*$/m);
    expect(metrics).toContain('# TYPE sluice_backend_injected_faults_total counter');
  });
});

async function pendingOrders(backend: BackendProcess): Promise<number> {
  const metrics = await (await backend.call('GET', '/metrics')).text();
  return Number(/^sluice_backend_pending_orders\S* (\d+)$/m.exec(metrics)?.[1]);
}
