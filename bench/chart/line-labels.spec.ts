import { lineLabels, spreadOut } from './line-labels.ts';

describe('spreadOut', () => {
  it('leaves labels alone that have room', () => {
    expect(spreadOut([{ y: 100 }, { y: 10 }], 16)).toEqual([{ y: 10 }, { y: 100 }]);
  });
  it('parts labels in the same place by their height, around that place', () => {
    const ys = spreadOut([{ y: 50 }, { y: 50 }, { y: 50 }], 16).map(({ y }) => y);
    expect((ys[1] ?? 0) - (ys[0] ?? 0)).toBeGreaterThan(15);
    expect((ys[2] ?? 0) - (ys[1] ?? 0)).toBeGreaterThan(15);
    expect(ys.reduce((sum, y) => sum + y, 0) / 3).toBeCloseTo(50);
  });
  it('keeps the order of the lines', () => {
    const labels = [
      { name: 'low', y: 51 },
      { name: 'high', y: 50 },
    ];
    expect(spreadOut(labels, 16).map(({ name }) => name)).toEqual(['high', 'low']);
  });
});

describe('lineLabels', () => {
  it('says nothing of a line without a name, and keeps no room for it', () => {
    const points = [{ x: 1, y: 50 }];
    const line = { colour: 'red', kind: 'measured' as const, points };
    const named = { ...line, name: 'weight 3' };
    const labels = lineLabels([named, { ...line, name: '' }], (y) => y);
    expect(labels).toBe(lineLabels([named], (y) => y));
  });
});
