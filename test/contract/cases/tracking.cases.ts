import { newOrder } from '../../e2e/http-client';
import { bearer } from '../../support/api-keys';
import { codeOf } from '../requests';
import { OTHER, stage } from '../stage';

export function trackingCases(): void {
  describe('tracking', () => {
    it('finds, reads, and says what has not changed', async () => {
      const order = newOrder();
      const id = await stage().submitted(order);
      const found = await stage().call('GET', `/v1/orders?orderNumber=${order.orderNumber}`);
      expect(found.body).toContain(id);
      expect((await stage().call('GET', '/v1/orders')).status).toBe(400);
      const { headers } = await stage().ended(id);
      const known = { 'if-none-match': headers['etag']! };
      expect((await stage().call('GET', `/v1/orders/${id}`, known)).status).toBe(304);
      const held = await stage().call('GET', `/v1/orders/${id}`, { prefer: 'wait=1' });
      expect(held.headers['preference-applied']).toBe('wait=1');
    });

    it('tells nobody of the orders of others', async () => {
      const id = await stage().submitted();
      for (const [method, path] of [
        ['GET', `/v1/orders/${id}`],
        ['GET', `/v1/orders/${id}/events`],
        ['DELETE', `/v1/orders/${id}`],
      ] as const) {
        expect((await stage().call(method, path, bearer(OTHER.key))).status).toBe(404);
      }
    });

    it('streams events until the end', async () => {
      const id = await stage().submitted();
      await stage().ended(id);
      const stream = await stage().call('GET', `/v1/orders/${id}/events`);
      const [, last = ''] = /^id: (.+)$/m.exec(stream.body) ?? [];
      const done = await stage().call('GET', `/v1/orders/${id}/events`, { 'last-event-id': last });
      expect(done.status).toBe(204);
    });

    it('cancels what is queued, expires what is late, and neither afterwards', async () => {
      await stage().whilePaused(async () => {
        const id = await stage().submitted();
        expect((await stage().call('DELETE', `/v1/orders/${id}`)).status).toBe(200);
        const taken = await stage().post('/v1/orders/async', newOrder(), { 'order-ttl': '1' });
        const { id: late } = JSON.parse(taken.body) as { id: string };
        expect(codeOf(await stage().ended(late))).toBe('order-expired');
        const events = await stage().call('GET', `/v1/orders/${late}/events`);
        expect(codeOf(events)).toBe('order-expired');
        expect(codeOf(await stage().call('DELETE', `/v1/orders/${late}`))).toBe(
          'order-not-cancellable',
        );
      });
    });
  });
}
