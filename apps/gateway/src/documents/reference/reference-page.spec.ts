import { OPERATIONS } from '../openapi/operations/all-operations';
import { findAsset } from './reference-assets';
import { REFERENCE_POLICY, referencePage } from './reference-page';

/** What the page loads and links to. */
const targets = [...referencePage().matchAll(/(?:src|href)="([^"]*)"/g)].map(([, it = '']) => it);

describe('the reference page', () => {
  it('asks for nothing from elsewhere, and could not', () => {
    expect(targets.length).toBeGreaterThan(4);
    expect(targets.filter((target) => !target.startsWith('/docs/'))).toEqual([]);
    expect(REFERENCE_POLICY).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(REFERENCE_POLICY).toContain("default-src 'none'");
  });

  it('finds every asset that it asks for, and none that it does not offer', async () => {
    const names = targets
      .filter((target) => target.startsWith('/docs/assets/'))
      .map((target) => target.slice('/docs/assets/'.length));
    for (const name of names) expect((await findAsset(name))!.content.length).toBeGreaterThan(50);
    for (const name of [
      'package.json',
      '../package.json',
      'constructor',
      '__proto__',
      'index.html',
    ]) {
      expect(await findAsset(name)).toBeUndefined();
    }
  });

  it('loads no style or font from elsewhere', async () => {
    const style = String((await findAsset('swagger-ui.css'))!.content);
    expect(style.match(/url\((?!data:|"data:|'data:)[^)]*\)|@import/g)).toBeNull();
  });

  it('lists every call, also without scripts', () => {
    for (const { method, path } of OPERATIONS) {
      expect(referencePage()).toContain(`<code>${method.toUpperCase()} ${path}</code>`);
    }
  });
});
