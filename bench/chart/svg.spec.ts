import { element, text } from './svg.ts';

describe('element', () => {
  it('closes itself without children and rounds coordinates', () => {
    expect(element('line', { x1: 1 / 3, stroke: 'red' })).toBe('<line x1="0.33" stroke="red"/>');
  });
  it('holds its children', () => {
    expect(element('g', {}, element('path', { d: 'M0,0' }))).toBe('<g><path d="M0,0"/></g>');
  });
  it('lets no text break out of its place', () => {
    expect(text('a < b & "c"', { 'font-size': 12 })).toBe(
      '<text font-size="12">a &lt; b &amp; &quot;c&quot;</text>',
    );
    expect(element('g', { id: '"><script>' })).toBe('<g id="&quot;&gt;&lt;script&gt;"/>');
  });
});
