import { type Stack, startStack } from '../../scripts/stack/stack.ts';

let stack: Stack;
let url: string;

beforeAll(async () => {
  stack = await startStack({ workers: 0 });
  url = stack.gatewayUrls[0]!;
}, 60_000);

afterAll(() => stack.stop(), 30_000);

const assetsOf = (page: string): string[] =>
  [...page.matchAll(/(?:src|href)="([^"]*)"/g)].flatMap(([, target = '']) =>
    target.startsWith('/lab/assets/') ? [target] : [],
  );

describe('the lab as it is served', () => {
  it('is a page with nothing in it that its policy would have to make an exception for', async () => {
    const answer = await fetch(`${url}/lab`);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
    expect(page).not.toMatch(/<style|style="|<script(?![^>]*\bsrc=)|https?:|\bon\w+="/);
  });

  it('finds what it loads, kept for ever and of the right type', async () => {
    const assets = assetsOf(await (await fetch(`${url}/lab`)).text());
    const types = await Promise.all(
      assets.map(async (asset) => {
        const answer = await fetch(url + asset);
        expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
        expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        return answer.headers.get('content-type');
      }),
    );
    expect(types.sort()).toEqual([
      'image/svg+xml',
      'text/css; charset=utf-8',
      'text/javascript; charset=utf-8',
    ]);
  });

  it.each(['none.js', '..%2findex.html', '%2e%2e%2findex.html', '__proto__', 'index.html'])(
    'has no asset %s',
    async (name) => {
      const answer = await fetch(`${url}/lab/assets/${name}`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 'not-found' });
    },
  );

  it('is only read', async () => {
    const answer = await fetch(`${url}/lab`, { method: 'POST' });
    expect(answer.status).toBe(405);
    await answer.text();
  });
});
