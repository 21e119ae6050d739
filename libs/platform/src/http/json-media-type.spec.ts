import { labelProblem } from './json-media-type';

const codeOf = (headers: Record<string, string>) => labelProblem(headers)?.code;

describe('labelProblem', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON ; Charset = "UTF-8"',
    'application/json;charset=utf8',
    'application/json; profile="x"',
  ])('takes %s', (type) => expect(codeOf({ 'content-type': type })).toBeUndefined());

  it.each([
    '',
    'application/jsonp',
    'application/json-patch+json',
    'text/json',
    'application/json; charset=utf-16',
    'application/json; charset=',
    'application/json; charset=utf-8; charset=latin1',
  ])('refuses %j', (type) =>
    expect(codeOf({ 'content-type': type })).toBe('unsupported-media-type'),
  );

  it('takes what a route takes beside, and says so where it does not', () => {
    const patch = ['application/json-patch+json'];
    const headers = { 'content-type': 'application/json-patch+json' };
    expect(labelProblem(headers, patch)).toBeUndefined();
    expect(labelProblem({ 'content-type': 'text/json' }, patch)?.headers).toEqual({
      accept: 'application/json, application/json-patch+json',
    });
  });

  it('refuses a body without a label', () => expect(codeOf({})).toBe('unsupported-media-type'));

  it.each([
    [{ 'content-encoding': 'gzip' }, 'unsupported-media-type'],
    [{ 'content-encoding': 'identity, br' }, 'unsupported-media-type'],
    [{ 'transfer-encoding': 'gzip, chunked' }, 'malformed-http'],
    [{ 'content-encoding': ' Identity ', 'transfer-encoding': 'Chunked' }, undefined],
  ])('judges the codings %j', (headers, code) => {
    expect(codeOf({ 'content-type': 'application/json', ...headers })).toBe(code);
  });
});
