import { startStack } from '../../../scripts/stack/stack.ts';
import { stage } from '../stage';

export function openToAllCases(): void {
  describe('what is open to all', () => {
    it.each([
      '/health/live',
      '/health/ready',
      '/health',
      '/metrics',
      '/docs',
      '/docs/openapi.json',
      '/docs/asyncapi.json',
      '/lab',
    ])('%s', async (path) => {
      expect((await stage().ask({ method: 'GET', path })).status).toBe(200);
    });

    it('refuses foreign pages where there are no keys', async () => {
      const local = await startStack({ workers: 0 });
      try {
        const answer = await fetch(`${local.gatewayUrls[0]}/docs/openapi.json`, {
          headers: { origin: 'https://evil.example' },
        });
        expect(answer.status).toBe(403);
        const document = await (await fetch(`${local.gatewayUrls[0]}/docs/openapi.json`)).text();
        expect(document).toContain('{},{"bearer":[]}');
      } finally {
        await local.stop();
      }
    }, 60_000);
  });
}
