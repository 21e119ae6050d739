import { DrainState } from './drain-state';

describe('DrainState', () => {
  it('begins once and tells those who wait', () => {
    const drain = new DrainState();
    const told = jest.fn();
    drain.signal.addEventListener('abort', told);
    expect(drain.draining).toBe(false);
    drain.begin();
    drain.begin();
    expect(drain.draining).toBe(true);
    expect(told).toHaveBeenCalledTimes(1);
  });
});
