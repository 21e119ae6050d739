import { bearer } from '../../support/api-keys';
import { OPS, UNKNOWN_ID, stage } from '../stage';

export function queuesCases(): void {
  describe('queues', () => {
    it('are looked at, limited, and empty of unknown dead letters', async () => {
      expect((await stage().call('GET', '/v1/queues')).status).toBe(200);
      for (const name of ['orders', 'callbacks']) {
        expect((await stage().call('GET', `/v1/queues/${name}`)).status).toBe(200);
        expect((await stage().call('GET', `/v1/queues/${name}/dead-letters`)).status).toBe(200);
      }
      const limiter = JSON.stringify({ concurrency: 16 });
      const path = '/v1/queues/orders/limiter';
      const limited = { method: 'PATCH', path, headers: stage().keyFor(path), body: limiter };
      expect((await stage().ask(limited)).status).toBe(200);
      for (const [method, end, body] of [
        ['GET', '', undefined],
        ['POST', '/pause', undefined],
        ['POST', '/resume', undefined],
        ['PATCH', '/limiter', limiter],
        ['GET', '/dead-letters', undefined],
        ['POST', `/dead-letters/${UNKNOWN_ID}/retry`, undefined],
      ] as const) {
        const sent = { method, path: `/v1/queues/unknown${end}`, ...(body ? { body } : {}) };
        expect((await stage().ask({ ...sent, headers: bearer(OPS.key) })).status).toBe(404);
      }
    });

    it('take a dead letter back', async () => {
      const failure = { kind: '400', rate: 1, when: 'before-commit' };
      await stage().profile({ latency: { kind: 'fixed', ms: 5 }, workers: 16, failure });
      const id = await stage().submitted();
      await stage().ended(id);
      await stage().profile('steady');
      const letters = await stage().call('GET', '/v1/queues/orders/dead-letters');
      expect(letters.body).toContain(id);
      const retried = await stage().call('POST', `/v1/queues/orders/dead-letters/${id}/retry`);
      expect(retried.status).toBe(202);
    });
  });
}
