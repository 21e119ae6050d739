import { K6Progress } from './k6-progress.ts';

const running = (atOnce: string, iterations: number) =>
  `running (01.9s), ${atOnce}/058 VUs, ${iterations} complete and 0 interrupted iterations`;

function told(...lines: string[]): (string | undefined)[] {
  const progress = new K6Progress();
  return lines.map((line) => progress.read(line));
}

describe('K6Progress', () => {
  it('says how far the load is, once a second', () => {
    const lines = [running('012', 1_234), 'pulse   [  48% ] 00/10 VUs  1.9s/4s  20.00 iters/s'];
    expect(told(...lines)).toEqual([undefined, '1 s of 4 s, 1,234 iterations, 12 at once']);
  });

  it('says when nothing more is sent, and some still wait for their answers', () => {
    const lines = [running('003', 80), 'pulse ✓ [ 100% ] 00/10 VUs  4s  20.00 iters/s'];
    expect(told(...lines).at(-1)).toBe('all sent, 80 iterations, 3 at once');
  });

  it('counts long runs in minutes', () => {
    const line = 'pulse   [  34% ] 00/10 VUs  20m30.5s/1h0m0s  20.00 iters/s';
    expect(told(line)).toEqual(['20 min of 60 min, 0 iterations, 0 at once']);
  });

  it('leaves out what is no progress', () => {
    expect(told('time="2026" level=info msg="order accepted"', '')).toEqual([undefined, undefined]);
  });
});
