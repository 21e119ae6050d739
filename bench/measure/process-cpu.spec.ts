import { parseBusyCpuTimeUs, parseCpuTimeUs } from './process-cpu.ts';

describe('parseCpuTimeUs', () => {
  it('adds user and system time', () => {
    const stat = '42 (node) S 1 42 42 0 -1 4194304 900 0 0 0 150 50 0 0 20 0 11 0 900';
    expect(parseCpuTimeUs(stat)).toBe(2_000_000);
  });
  it('is not led astray by a command name with spaces and brackets', () => {
    const stat = '42 (a) b (c) S 1 42 42 0 -1 4194304 900 0 0 0 3 4 0 0 20 0 11 0 900';
    expect(parseCpuTimeUs(stat)).toBe(70_000);
  });
  it('refuses another text', () => {
    expect(() => parseCpuTimeUs('')).toThrow(/proc/);
  });
});

describe('parseBusyCpuTimeUs', () => {
  it('counts everything but idling and waiting for the disk', () => {
    const stat = 'cpu  10 2 30 4000 500 6 7 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n';
    expect(parseBusyCpuTimeUs(stat)).toBe(550_000);
  });
  it('refuses another text', () => {
    expect(() => parseBusyCpuTimeUs('intr 1')).toThrow(/proc/);
  });
});
