import { SlotPool } from './slot-pool';

/** Takes as many slots as are free, one by one; gives their eras. */
function fill(pool: SlotPool): number[] {
  const eras: number[] = [];
  while (pool.free > 0 && eras.length < 100) {
    const era = pool.reserve(1);
    pool.take(era, 1, 1);
    eras.push(era);
  }
  return eras;
}

describe('SlotPool', () => {
  it('never hands out more slots than it has, those asked for included', () => {
    const pool = new SlotPool(3);
    const era = pool.reserve(2);
    expect(pool.free).toBe(1);
    pool.take(era, 2, 1);
    expect([pool.free, pool.inUse]).toEqual([2, 1]);
    expect(fill(pool)).toHaveLength(2);
    pool.release(era);
    expect([pool.free, pool.inUse]).toEqual([1, 2]);
  });

  it('has more at once when it grows, and waits for surplus slots when it shrinks', () => {
    const pool = new SlotPool(2);
    const [first = 0, second = 0] = fill(pool);
    pool.setCapacity(3);
    expect(pool.free).toBe(1);
    pool.setCapacity(1);
    expect(pool.free).toBe(0);
    pool.release(first);
    expect(pool.free).toBe(0);
    pool.release(second);
    expect(pool.free).toBe(1);
  });

  it('tells of changes', () => {
    const changed = jest.fn();
    const pool = new SlotPool(1);
    pool.onChange(changed);
    pool.setCapacity(2);
    pool.setCeiling(0);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('holds what begins below a ceiling', () => {
    const pool = new SlotPool(4);
    pool.setCeiling(0);
    expect(pool.free).toBe(0);
    pool.setCeiling(2);
    const [era = 0] = fill(pool);
    expect([pool.free, pool.inUse]).toEqual([0, 2]);
    pool.release(era);
    expect(pool.free).toBe(1);
    pool.setCeiling(Infinity);
    expect(pool.free).toBe(3);
  });

  it('keeps no probe out for what hangs from before', () => {
    const pool = new SlotPool(4);
    const before = pool.reserve(4);
    pool.take(before, 4, 3);
    const asked = pool.reserve(1);
    pool.setCeiling(0);
    pool.take(asked, 1, 0);
    pool.setCeiling(1);
    expect(pool.free).toBe(1);
    fill(pool);
    expect(pool.free).toBe(0);
    pool.release(before);
    expect(pool.free).toBe(0);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d slots', (slots) => {
    expect(() => new SlotPool(slots)).toThrow(RangeError);
    expect(() => new SlotPool(1).setCapacity(slots)).toThrow(RangeError);
  });
});
