import type { CpuProfile } from './cpu-profile.ts';
import { originTimes } from './flame-report.ts';
import { flameTree, timeByOrigin } from './flame-tree.ts';

const FASTIFY = 'file:///p/node_modules/fastify/a.js';
const OURS = 'file:///p/dist/gateway/apps/gateway/src/a.js';

const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
});

/** Fastify, which calls us twice on the same way down; we call `parse`, which has no place. */
const PROFILE: CpuProfile = {
  nodes: [
    node(1, '(root)', '', [2, 6]),
    node(2, 'handle', FASTIFY, [3, 4]),
    node(3, 'submit', OURS, [5]),
    node(4, 'submit', OURS),
    node(5, 'parse', ''),
    node(6, '(idle)', ''),
  ],
  samples: [2, 3, 4, 5, 6],
  timeDeltas: [0, 10, 20, 30, 40, 1_000],
};

describe('flameTree', () => {
  const tree = flameTree(PROFILE);

  it('makes one of the same function on the same way, and leaves waiting out', () => {
    const [handle] = tree.children;
    expect(tree.children).toHaveLength(1);
    expect(handle).toMatchObject({ name: 'handle', selfUs: 10 });
    expect(handle?.children).toMatchObject([{ name: 'submit', selfUs: 50 }]);
  });
  it('counts what has no place for its caller', () => {
    expect([...timeByOrigin(tree)]).toEqual([
      ['gateway', 90],
      ['fastify', 10],
    ]);
  });
  it('becomes shares and time per order', () => {
    const done = { app: 'gateway' as const, doing: 'accepting', orders: 10, seconds: 1 };
    const run = { ...done, cpuUsPerOrder: 40, tree };
    expect(originTimes(run)).toEqual([
      { origin: 'gateway', share: 0.9, usPerOrder: 36 },
      { origin: 'fastify', share: 0.1, usPerOrder: 4 },
    ]);
  });
});
