import { newOrder } from '../../e2e/http-client';
import { eventually } from '../../support/eventually';
import { codeOf, bodyFor, INTAKES, key, ORDER_INTAKES, QUEUED_INTAKES } from '../requests';
import { stage } from '../stage';

export function intakeCases(): void {
  describe('intake', () => {
    it.each(INTAKES)('%s takes orders in, and gives the first answer again', async (path) => {
      await stage().profile('steady');
      const body = bodyFor(path);
      const first = await stage().post(path, body, key(`first ${path}`));
      expect([200, 202]).toContain(first.status);
      const again = await stage().post(path, body, key(`first ${path}`));
      expect(again.headers['idempotent-replayed']).toBe('true');
    });

    it.each(ORDER_INTAKES)('%s gives the answer of another call again', async (path) => {
      const asynchronous = newOrder();
      const synchronous = newOrder();
      await stage().post('/v1/orders/async', asynchronous, key(`async ${path}`));
      expect((await stage().post(path, asynchronous, key(`async ${path}`))).status).toBe(202);
      await stage().post('/v1/orders/sync', synchronous, key(`sync ${path}`));
      expect((await stage().post(path, synchronous, key(`sync ${path}`))).status).toBe(200);
    });

    it('POST /v1/orders answers as it is preferred', async () => {
      const now = await stage().post('/v1/orders', newOrder(), { prefer: 'respond-async' });
      expect(now).toMatchObject({ status: 202 });
      expect(now.headers['preference-applied']).toMatch(/respond-async/);
      const held = await stage().post('/v1/orders', newOrder(), { prefer: 'wait=10' });
      expect(held).toMatchObject({ status: 200 });
      await stage().whilePaused(async () => {
        const late = await stage().post('/v1/orders', newOrder(), { prefer: 'wait=1' });
        expect(late.status).toBe(202);
        const short = { prefer: 'wait=5', 'order-ttl': '1' };
        const expired = await stage().post('/v1/orders', newOrder(), short);
        expect(codeOf(expired)).toBe('order-expired');
      });
    });

    it('tells again of an order that expired while its caller waited', async () => {
      await stage().whilePaused(async () => {
        const order = newOrder();
        const held = { prefer: 'wait=5', 'order-ttl': '1', ...key('expired') };
        expect(codeOf(await stage().post('/v1/orders', order, held))).toBe('order-expired');
        for (const path of ORDER_INTAKES) {
          const again = await stage().post(path, order, key('expired'));
          expect(codeOf(again)).toBe('order-expired');
        }
      });
    });

    it('/v1/orders/batch answers each order by itself, and its key once', async () => {
      const orders = [newOrder(), { orderNumber: 'no' }];
      const mixed = await stage().post('/v1/orders/batch', { orders }, key('batch'));
      expect(mixed.status).toBe(207);
      const other = await stage().post('/v1/orders/batch', bodyFor('/batch'), key('batch'));
      expect(codeOf(other)).toBe('idempotency-key-reused');
    });

    it.each(ORDER_INTAKES)('%s refuses a number and a key that are taken', async (path) => {
      const order = newOrder();
      await stage().post(path, order, key(`taken ${path}`));
      expect(codeOf(await stage().post(path, order))).toBe('duplicate-order');
      expect(codeOf(await stage().post(path, newOrder(), key(`taken ${path}`)))).toBe(
        'idempotency-key-reused',
      );
    });

    it.each(QUEUED_INTAKES)('%s takes what a request asks of the queue', async (path) => {
      for (const headers of [
        { 'order-ttl': '600', 'order-priority': 'high' },
        { 'order-priority': 'low', 'order-not-before': '2026-01-05T18:00:00+01:00' },
      ]) {
        const taken = await stage().post(path, bodyFor(path), headers);
        expect([200, 202]).toContain(taken.status);
        expect(taken.body).not.toContain('notBefore');
      }
    });

    it.each(['/v1/orders', '/v1/orders/async'])(
      '%s keeps an order until it is due',
      async (path) => {
        const dueAtMs = Date.now() + 1_500;
        const notBefore = new Date(dueAtMs).toISOString();
        const headers = { 'order-not-before': notBefore, prefer: 'wait=1' };
        const taken = await stage().post(path, newOrder(), headers);
        expect(taken.status).toBe(202);
        const { id, ...order } = JSON.parse(taken.body) as Record<string, string>;
        expect(order).toMatchObject({ status: 'queued', notBefore });
        expect(Date.parse(order['expiresAt'] ?? '')).toBe(dueAtMs + 900_000);
        const ended = JSON.parse((await stage().ended(id ?? '')).body) as Record<string, string>;
        expect(ended).toMatchObject({ status: 'completed', notBefore });
        expect(Date.parse(ended['updatedAt'] ?? '')).toBeGreaterThanOrEqual(dueAtMs);
      },
    );

    it.each(QUEUED_INTAKES)('%s refuses what cannot be asked of the queue', async (path) => {
      for (const [name, value] of [
        ['Order-TTL', '0'],
        ['Order-Priority', 'HIGH'],
        ['Order-Priority', 'urgent'],
        ['Order-Not-Before', 'tomorrow'],
        ['Order-Not-Before', '2026-02-30T00:00:00Z'],
        ['Order-Not-Before', new Date(Date.now() + 31 * 86_400_000).toISOString()],
      ] as const) {
        const refused = await stage().post(path, bodyFor(path), { [name.toLowerCase()]: value });
        expect(codeOf(refused)).toBe('invalid-request');
        expect(refused.body).toContain(`"detail":"${name} `);
      }
    });

    it('/v1/orders/sync has no queue: it ignores its headers, but a later time', async () => {
      const path = '/v1/orders/sync';
      const ignored = { 'order-ttl': 'x', 'order-priority': 'x' };
      expect((await stage().post(path, newOrder(), ignored)).status).toBe(200);
      const later = { 'order-not-before': new Date(Date.now() + 60_000).toISOString() };
      expect(codeOf(await stage().post(path, newOrder(), later))).toBe('invalid-request');
    });

    it.each(ORDER_INTAKES)('%s refuses a key whose order is not decided yet', async (path) => {
      await stage().profile({ latency: { kind: 'fixed', ms: 1_500 }, workers: 16 });
      const order = newOrder();
      const first = stage().post('/v1/orders/sync', order, key(`open ${path}`));
      await eventually(async () => {
        const second = await stage().post(path, order, key(`open ${path}`));
        expect(codeOf(second)).toBe('idempotency-key-in-use');
      });
      expect((await first).status).toBe(200);
      await stage().profile('steady');
    });

    it.each(ORDER_INTAKES)('%s tells again what the backend refused', async (path) => {
      const failure = { kind: '400', rate: 1, when: 'before-commit' };
      await stage().profile({ latency: { kind: 'fixed', ms: 5 }, workers: 16, failure });
      const order = newOrder();
      const first = await stage().post('/v1/orders/sync', order, key(`refused ${path}`));
      expect(codeOf(first)).toBe('order-rejected');
      const again = await stage().post(path, order, key(`refused ${path}`));
      expect(codeOf(again)).toBe('order-rejected');
      await stage().profile('steady');
    });

    it('/v1/orders/sync tells a backend that fails', async () => {
      const failure = { kind: '500', rate: 1, when: 'before-commit' };
      await stage().profile({ latency: { kind: 'fixed', ms: 5 }, workers: 16, failure });
      expect(codeOf(await stage().post('/v1/orders/sync', newOrder()))).toBe('backend-failed');
      await stage().profile('steady');
    });
  });
}
