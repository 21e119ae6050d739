import type { ProblemError } from '@sluice/platform';
import { patched } from './json-patch';

const state = { name: 'Acme', allowCustomSso: true, members: ['m1'] };

function codeOf(patch: unknown): string | undefined {
  try {
    patched(state, patch);
    return undefined;
  } catch (error) {
    return (error as ProblemError).code;
  }
}

describe('patched', () => {
  it.each([
    [{ op: 'replace', path: '/allow-custom-sso', value: false }],
    [[{ op: 'replace', path: '/allowCustomSso', value: false }]],
    [[{ op: 'add', path: '/allowCustomSso', value: false }]],
    [
      [
        { op: 'test', path: '/allowCustomSso', value: true },
        { op: 'replace', path: '/allow-custom-sso', value: false },
      ],
    ],
  ])('turns it off by %j', (patch) =>
    expect(patched(state, patch)).toEqual({ ...state, allowCustomSso: false }),
  );

  it('applies operations in turn, and none is none', () => {
    const rename = (value: string) => ({ op: 'replace', path: '/name', value });
    expect(patched(state, [rename('B'), rename('C')])).toEqual({ ...state, name: 'C' });
    expect(patched(state, [])).toEqual(state);
  });

  it.each([
    [{ op: 'remove', path: '/name' }],
    [{ op: 'replace', path: '/members', value: [] }],
    [{ op: 'replace', path: '', value: {} }],
    [{ op: 'replace', path: '/__proto__', value: {} }],
    [{ op: 'replace', path: '/allowCustomSso/0', value: true }],
    [{ op: 'copy', from: '/name', path: '/allowCustomSso' }],
  ])('cannot do %j', (patch) => expect(codeOf(patch)).toBe('unsupported-patch'));

  it.each([
    [null],
    ['text'],
    [{}],
    [[1]],
    [{ op: 'replace' }],
    [{ op: 1, path: '/name' }],
    [{ op: 'replace', path: '/name' }],
  ])('does not take %j for a patch', (patch) => expect(codeOf(patch)).toBe('invalid-request'));

  it('stops at a test that fails', () => {
    expect(codeOf([{ op: 'test', path: '/name', value: 'Other' }])).toBe('edit-conflict');
  });
});
