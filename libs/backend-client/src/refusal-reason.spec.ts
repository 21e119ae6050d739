import { refusalReason } from './refusal-reason';

describe('refusalReason', () => {
  it.each([
    ['{"detail":"sku unknown","title":"Bad"}', 'sku unknown'],
    ['{"message":"sku unknown"}', 'sku unknown'],
    ['{"detail":"  ","error":"sku unknown"}', 'sku unknown'],
    ['"sku unknown"', 'sku unknown'],
    ['sku\u0000\n\tunknown\u202e', 'sku unknown'],
  ])('finds the sentence in %j', (body, expected) => {
    expect(refusalReason(422, body)).toBe(expected);
  });

  it.each(['', '{}', '[]', '42', 'null', '<html><body>no</body></html>', '{"detail":{"a":1}}'])(
    'says so when %j explains nothing',
    (body) => {
      expect(refusalReason(422, body)).toBe('The backend answered 422 without an explanation.');
    },
  );

  it('is short and never ends in half a character', () => {
    const reason = refusalReason(400, '😀'.repeat(5_000));
    expect(reason).toBe(`${'😀'.repeat(300)}…`);
  });
});
