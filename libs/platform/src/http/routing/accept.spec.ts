import { accepts } from './accept';

const JSON_ONLY = ['application/json'];

describe('accepts', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'application/*',
    'APPLICATION/JSON',
    'text/html, application/xhtml+xml, */*;q=0.8',
    'application/json; indent=2; q=0.5',
    'text/html;q=0.9 , application/json ; q = 0.001',
    'application/problem+json',
    'gibberish',
  ])('lets %j have JSON', (accept) => expect(accepts(accept, JSON_ONLY)).toBe(true));

  it.each([
    'text/html',
    'application/xml',
    'application/json;q=0',
    'application/json;q=0, */*',
    'application/*;q=0, */*',
    '*/*;q=0.000',
    'application/problem+json;q=0',
  ])('does not press JSON on %j', (accept) => expect(accepts(accept, JSON_ONLY)).toBe(false));

  it('is content with one of several media types', () => {
    expect(accepts('text/plain', ['application/x-ndjson', 'text/plain'])).toBe(true);
    expect(accepts('text/csv', ['application/x-ndjson', 'text/plain'])).toBe(false);
  });
});
