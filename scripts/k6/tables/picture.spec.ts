import { pictureLine, picturesOf } from './picture.ts';

describe('pictureLine', () => {
  it('reads the picture aloud by its title', () => {
    const svg = '<svg><title>More workers</title><rect/></svg>';
    expect(pictureLine('scale.svg', svg)).toBe('![More workers](pictures/scale.svg)');
  });
});

describe('picturesOf', () => {
  it('finds what a benchmark has drawn, and nothing of the others', () => {
    const files = ['flame-order-worker.svg', 'scale.svg', 'flame.md', 'flame-gateway.svg'];
    expect(picturesOf('flame', files)).toEqual(['flame-gateway.svg', 'flame-order-worker.svg']);
    expect(picturesOf('accept', files)).toEqual([]);
  });
});
