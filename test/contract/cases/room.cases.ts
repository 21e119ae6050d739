import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { newOrder } from '../../e2e/http-client';
import { eventually } from '../../support/eventually';
import { codeOf, bodyFor, INTAKES, QUEUED_INTAKES } from '../requests';
import { stage } from '../stage';

export function wantOfRoomCases(): void {
  describe('want of room', () => {
    it('is told by each intake', async () => {
      const full = await stage().gateway({ QUEUE_LIMIT: '0' });
      for (const path of QUEUED_INTAKES) {
        const refused = await stage().post(path, bodyFor(path), {}, full.gatewayUrls[0]);
        expect(codeOf(refused)).toBe('queue-full');
      }
      const stale = await stage().gateway({ ORDER_TTL_MS: '1000' });
      await stage().whilePaused(async () => {
        await stage().submitted();
        await eventually(async () => {
          for (const path of QUEUED_INTAKES) {
            const refused = await stage().post(path, bodyFor(path), {}, stale.gatewayUrls[0]);
            expect(codeOf(refused)).toBe('queue-stale');
          }
        });
      });
    }, 60_000);

    it('is told to a client that has as many orders waiting as it may', async () => {
      const narrow = (await stage().gateway({ CLIENT_QUEUE_LIMIT: '1' })).gatewayUrls[0];
      await stage().whilePaused(async () => {
        await stage().submitted();
        for (const path of QUEUED_INTAKES) {
          const refused = await stage().post(path, bodyFor(path), {}, narrow);
          expect([refused.status, codeOf(refused)]).toEqual([429, 'client-queue-full']);
          expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
        }
      });
    }, 60_000);

    it('is told by the synchronous pool and by the streams', async () => {
      const tight = (await stage().tightGateway()).gatewayUrls[0]!;
      await stage().profile({ latency: { kind: 'fixed', ms: 1_200 }, workers: 16 });
      const late = stage().post('/v1/orders/sync', newOrder(), {}, tight);
      await eventually(async () => {
        expect(codeOf(await stage().call('GET', '/health', {}, tight))).toBe('gateway-saturated');
        const second = await stage().post('/v1/orders/sync', newOrder(), {}, tight);
        expect(codeOf(second)).toBe('gateway-saturated');
      });
      expect(codeOf(await late)).toBe('backend-timeout');
      await stage().profile('steady');
      await stage().whilePaused(async () => {
        const id = await stage().submitted();
        const path = `/v1/orders/${id}/events`;
        const first = httpRequest(tight + path, {
          headers: stage().keyFor(path),
          agent: false,
        }).end();
        await once(first, 'response');
        expect(codeOf(await stage().call('GET', path, {}, tight))).toBe('gateway-saturated');
        first.destroy();
      });
    }, 60_000);

    it('is told to a client whose quota is used up', async () => {
      const small = await stage().gateway({ QUOTA_REQUESTS: '1', QUOTA_WINDOW_S: '60' });
      await stage().post('/v1/orders/async', newOrder(), {}, small.gatewayUrls[0]);
      for (const path of INTAKES) {
        const refused = await eventually(async () => {
          const answer = await stage().post(path, bodyFor(path), {}, small.gatewayUrls[0]);
          expect(answer.status).toBe(429);
          return answer;
        });
        expect(codeOf(refused)).toBe('quota-exceeded');
      }
    }, 60_000);

    it('is told by a gateway that shuts down', async () => {
      const leaving = await stage().tightGateway({ SHUTDOWN_DELAY_MS: '4000' });
      const url = leaving.gatewayUrls[0]!;
      const id = await stage().submitted();
      const stopping = leaving.stop();
      await eventually(async () => {
        expect(codeOf(await stage().call('GET', '/health/ready', {}, url))).toBe('shutting-down');
      });
      for (const path of INTAKES) {
        expect(codeOf(await stage().post(path, bodyFor(path), {}, url))).toBe('shutting-down');
      }
      const events = await stage().call('GET', `/v1/orders/${id}/events`, {}, url);
      expect(codeOf(events)).toBe('shutting-down');
      await stopping;
    }, 60_000);
  });
}
