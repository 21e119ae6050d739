import { parseMemory } from './process-memory.ts';

describe('parseMemory', () => {
  it('finds the resident set among what the kernel tells', () => {
    const status = 'Name:\tnode\nVmPeak:\t  900 kB\nVmRSS:\t  194192 kB\nRssAnon:\t  120000 kB\n';
    expect(parseMemory(status)).toEqual({ residentKb: 194_192, ownKb: 120_000 });
    expect(() => parseMemory('nothing')).toThrow('status');
  });
});
