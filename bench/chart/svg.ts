export type Attributes = Record<string, string | number>;

/** One SVG element; children are SVG text that was made here before. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

/** Text of an element: the only way in which foreign text enters a picture. */
export function text(content: string, attributes: Attributes): string {
  return element('text', attributes, escaped(content));
}

function attribute(value: string | number): string {
  return escaped(typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);
}

export function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
