import { drawFlame } from './draw-flame.ts';
import type { FlameBox } from './flame.model.ts';

const box = (label: string, weight: number, children: FlameBox[] = []): FlameBox => ({
  label,
  tooltip: `${label} <tip>`,
  colour: '#123456',
  weight,
  children,
});

describe('drawFlame', () => {
  const svg = drawFlame({
    title: 'gateway',
    subtitle: '',
    legend: [{ label: 'ours', colour: '#123456' }],
    root: box('all', 0, [box('large', 100_000, [box('inner', 50_000)]), box('tiny', 1)]),
    footnote: '',
  });
  const boxes = [...svg.matchAll(/<title>(\w+) &lt;tip&gt;<\/title><rect ([^>]*)\/>/g)];
  const attribute = (index: number, name: string) =>
    Number(new RegExp(`\\b${name}="([\\d.]+)"`).exec(boxes[index]?.[2] ?? '')?.[1]);

  it('draws what can be seen, the ground and the tiniest left out', () => {
    expect(boxes.map(([, label]) => label)).toEqual(['large', 'inner']);
  });
  it('makes a box as wide as its time, on top of its caller', () => {
    expect(attribute(1, 'width') / attribute(0, 'width')).toBeCloseTo(1 / 3, 2);
    expect(attribute(1, 'y')).toBeLessThan(attribute(0, 'y'));
  });
});
