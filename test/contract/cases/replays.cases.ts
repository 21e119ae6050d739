import { newOrder } from '../../e2e/http-client';
import type { Exchange } from '../exchange';
import { codeOf, key, ORDER_INTAKES } from '../requests';
import { stage } from '../stage';

const FAILING = { latency: { kind: 'fixed', ms: 5 }, workers: 16 };

const failing = (kind: string) =>
  stage().profile({ ...FAILING, failure: { kind, rate: 1, when: 'before-commit' } });

const idOf = ({ headers }: Exchange) => headers['location']!.split('/').at(-1)!;

const retry = (id: string) => stage().call('POST', `/v1/queues/orders/dead-letters/${id}/retry`);

export function replaysCases(): void {
  describe('the key of a synchronous order', () => {
    /** Submits an order that the backend refuses with this kind of failure, and gives its id. */
    async function submitted(order: object, name: string, kind: string): Promise<string> {
      await failing(kind);
      return idOf(await stage().post('/v1/orders/sync', order, key(name)));
    }

    async function answersAgain(order: object, name: string): Promise<unknown[]> {
      const answers = [];
      for (const path of ORDER_INTAKES) answers.push(await stage().post(path, order, key(name)));
      return answers.map((it) => codeOf(it) ?? it.status);
    }

    it('tells of a backend that took nothing in, attempt after attempt', async () => {
      const order = newOrder();
      const id = await submitted(order, 'in vain', '429');
      expect((await stage().ended(id)).body).toContain('"backend-failed"');
      await stage().profile('steady');
      expect(await answersAgain(order, 'in vain')).toEqual(
        ORDER_INTAKES.map(() => 'backend-failed'),
      );
    });

    it('tells how it ended after an operator had it tried again', async () => {
      const cancelled = newOrder();
      const id = await submitted(cancelled, 'cancelled', '400');
      await stage().profile('steady');
      await stage().whilePaused(async () => {
        expect((await retry(id)).status).toBe(202);
        expect(await answersAgain(cancelled, 'cancelled')).toEqual(
          ORDER_INTAKES.map(() => 'idempotency-key-in-use'),
        );
        await stage().call('DELETE', `/v1/orders/${id}`);
      });
      expect(await answersAgain(cancelled, 'cancelled')).toEqual(ORDER_INTAKES.map(() => 200));
    }, 30_000);

    it('is not taken by a request that was refused, whatever for', async () => {
      const full = (await stage().gateway({ QUEUE_LIMIT: '0' })).gatewayUrls[0]!;
      for (const path of ORDER_INTAKES) {
        const name = key(`refused before ${path}`);
        expect(codeOf(await stage().post(path, { orderNumber: 1 }, name))).toBe('invalid-request');
        const noRoom = await stage().post('/v1/orders/async', newOrder(), name, full);
        expect(codeOf(noRoom)).toBe('queue-full');
        expect((await stage().post(path, newOrder(), name)).status).toBeLessThan(300);
      }
    }, 30_000);

    it('does not help an order that the backend may have: that is never tried again', async () => {
      const id = await submitted(newOrder(), 'in doubt', '500');
      await failing('400');
      expect((await stage().ended(id)).body).toContain('"order-rejected"');
      expect(codeOf(await retry(id))).toBe('order-not-retryable');
      await stage().profile('steady');
    });
  });
}
