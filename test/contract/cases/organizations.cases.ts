import { codeOf } from '../requests';
import { stage } from '../stage';

export function organizationsCases(): void {
  describe('organizations', () => {
    const ACME = '/v1/organizations/acme';
    const state = { name: 'Acme', allowCustomSso: true, members: ['u-1', 'u-2'] };
    const put = (path: string, body: object, headers: Record<string, string> = {}) =>
      stage().send('PUT', path, body, headers);
    const patch = (path: string, body: object, headers: Record<string, string> = {}) =>
      stage().send('PATCH', path, body, headers);
    const turnOff = { op: 'replace', path: '/allow-custom-sso', value: false };

    it('are created, read, replaced and changed', async () => {
      expect((await put(ACME, state)).status).toBe(201);
      expect((await put(ACME, state)).status).toBe(200);
      const { headers } = await stage().call('GET', ACME);
      const known = { 'if-none-match': headers['etag']! };
      expect((await stage().call('GET', ACME, known)).status).toBe(304);
      const saved = await patch(ACME, [turnOff], { 'content-type': 'application/json-patch+json' });
      const { unlinking } = JSON.parse(saved.body) as { unlinking: string };
      expect((await stage().call('GET', unlinking)).status).toBe(200);
    });

    it('are not changed by what cannot be, nor where somebody was faster', async () => {
      await put(ACME, state);
      expect(codeOf(await patch(ACME, { ...turnOff, op: 'remove' }))).toBe('unsupported-patch');
      expect(codeOf(await patch(ACME, turnOff, { 'if-match': '"other"' }))).toBe('edit-conflict');
      expect(codeOf(await put(ACME, state, { 'if-match': '"other"' }))).toBe('edit-conflict');
      expect(codeOf(await patch('/v1/organizations/unknown', turnOff))).toBe('not-found');
      expect(codeOf(await patch(ACME, { nonsense: true }))).toBe('invalid-request');
      expect((await stage().call('GET', '/v1/organizations/unknown')).status).toBe(404);
      expect((await stage().call('GET', `${ACME}/unlinkings/unknown`)).status).toBe(404);
    });

    it.each([
      ['backend-failed', { failure: { kind: '500', rate: 1, when: 'before-commit' } }],
      ['backend-timeout', { latency: { kind: 'fixed', ms: 1_500 } }],
    ])(
      'tell that the auth service gives trouble: %s',
      async (code, trouble) => {
        const tight = (await stage().tightGateway()).gatewayUrls[0]!;
        const steady = { latency: { kind: 'fixed', ms: 5 }, workers: 16 };
        for (const change of [patch, put]) {
          const path = `/v1/organizations/${code}-${change === put ? 'put' : 'patch'}`;
          await put(path, state);
          await stage().profile({ ...steady, ...trouble });
          const body = change === put ? { ...state, allowCustomSso: false } : turnOff;
          const method = change === put ? 'PUT' : 'PATCH';
          const answer = await stage().send(method, `${path}?unlink=inline`, body, {}, tight);
          expect(codeOf(answer)).toBe(code);
          await stage().profile('steady');
        }
      },
      60_000,
    );
  });
}
