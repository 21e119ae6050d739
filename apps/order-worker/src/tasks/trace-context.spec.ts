import { nextHop } from './trace-context';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('nextHop', () => {
  it('keeps the trace and its flags, with a new parent each time', () => {
    const hops = [nextHop(TRACE), nextHop(TRACE)];
    for (const hop of hops) {
      expect(hop).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
      expect(hop).not.toBe(TRACE);
    }
    expect(hops[0]).not.toBe(hops[1]);
  });

  it.each([undefined, '', 'nonsense', `${TRACE}\r\nx: y`])('passes nothing odd on (%j)', (odd) => {
    expect(nextHop(odd)).toBeUndefined();
  });
});
