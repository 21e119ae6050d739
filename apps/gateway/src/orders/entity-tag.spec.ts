import { isNamed } from './entity-tag';

describe('isNamed', () => {
  it.each(['"a"', 'W/"a"', '"x", "a"', '"x" ,W/"a","y"', '*', ' * ', '"", "a"'])(
    'finds "a" in %s',
    (field) => expect(isNamed('"a"', field)).toBe(true),
  );

  it.each(['"b"', '', 'a', '"A"', '"x, a"', '"a', '**'])('does not find "a" in %j', (field) =>
    expect(isNamed('"a"', field)).toBe(false),
  );
});
