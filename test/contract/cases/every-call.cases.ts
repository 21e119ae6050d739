import { bearer } from '../../support/api-keys';
import type { DocumentedCall } from '../contract';
import { eachCall, isGuarded, takesBody, wellFormed } from '../requests';
import { CLIENT, OPS, stage } from '../stage';

export function everyCallCases(): void {
  describe('every call', () => {
    it('refuses a malformed request with 400', () =>
      eachCall((call, path) => {
        const sent = wellFormed(call, path);
        return stage().ask({ ...sent, headers: { ...sent.headers, host: ['a', 'b'] } });
      }, 400));

    it('asks who calls with 401', () =>
      eachCall((call, path) => {
        if (!isGuarded(call)) return Promise.resolve(undefined);
        return stage().ask({ ...wellFormed(call, path), headers: bearer('nobody-knows-this-key') });
      }, 401));

    it('refuses whom it is not for with 403', () =>
      eachCall((call, path) => {
        if (!isGuarded(call)) return Promise.resolve(undefined);
        const wrong = path.startsWith('/v1/queues') ? CLIENT : OPS;
        return stage().ask({ ...wellFormed(call, path), headers: bearer(wrong.key) });
      }, 403));

    it('cannot answer as a picture: 406', () =>
      eachCall((call, path) => {
        const sent = wellFormed(call, path);
        return stage().ask({ ...sent, headers: { ...sent.headers, accept: 'image/x-none' } });
      }, 406));

    it('refuses a target too long with 414, and a head too large with 431', async () => {
      await eachCall((call, path) => {
        const sent = wellFormed(call, path);
        return stage().ask({ ...sent, path: `${path.split('?', 1)[0]}?${'q'.repeat(9_000)}` });
      }, 414);
      await eachCall((call, path) => {
        const sent = wellFormed(call, path);
        return stage().ask({ ...sent, headers: { ...sent.headers, 'x-much': 'm'.repeat(20_000) } });
      }, 431);
    });
  });

  describe('every call with a body', () => {
    const eachBody = (
      status: number,
      body: string,
      headers: Record<string, string> = {},
      concerns: (call: DocumentedCall) => boolean = () => true,
    ) =>
      eachCall((call, path) => {
        if (!takesBody(call) || !concerns(call)) return Promise.resolve(undefined);
        const sent = wellFormed(call, path);
        return stage().ask({ ...sent, headers: { ...sent.headers, ...headers }, body });
      }, status);

    it('refuses what is no JSON with 400', () => eachBody(400, '{"a":'));
    it('refuses what breaks its rules with 400', () =>
      eachBody(400, '{"nonsense":true}', {}, ({ id }) => id !== 'patchOrganization'));
    it('refuses too much with 413', () => eachBody(413, `{"a":"${'x'.repeat(1_200_000)}"}`));
    it('refuses other media types with 415', async () => {
      await eachBody(415, '<a/>', { 'content-type': 'application/xml' });
      await eachBody(415, '{}', { 'content-encoding': 'gzip' });
    });
  });
}
