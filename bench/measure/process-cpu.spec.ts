import { parseCpuTimeUs } from './process-cpu.ts';

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
