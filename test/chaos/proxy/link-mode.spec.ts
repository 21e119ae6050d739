import { treatmentOf, type LinkMode } from './link-mode.ts';

const kinds = (mode: LinkMode) => [
  treatmentOf(mode, 'requests').kind,
  treatmentOf(mode, 'replies').kind,
];

describe('treatmentOf', () => {
  it.each<[LinkMode, string[]]>([
    [{ kind: 'pass' }, ['pass', 'pass']],
    [{ kind: 'blackhole', direction: 'both' }, ['lose', 'lose']],
    [{ kind: 'blackhole', direction: 'requests' }, ['lose', 'pass']],
    [{ kind: 'blackhole', direction: 'replies' }, ['pass', 'lose']],
    [{ kind: 'drop-reply' }, ['pass', 'lose']],
    [{ kind: 'half-open' }, ['lose', 'lose']],
    [{ kind: 'hold' }, ['hold', 'hold']],
    [{ kind: 'slow', latencyMs: 1, bytesPerSecond: 1 }, ['slow', 'slow']],
  ])('of $kind', (mode, expected) => {
    expect(kinds(mode)).toEqual(expected);
  });
});
