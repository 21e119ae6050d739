import { assert, array, integer, oneof, constant, property } from 'fast-check';
import { Fifo } from './fifo';
import { MinHeap } from './min-heap';

describe('MinHeap', () => {
  it('gives back by key, equal keys in the order of their coming', () => {
    const keys = array(oneof(integer({ min: 0, max: 9 }), constant(null)), { maxLength: 200 });
    assert(
      property(keys, (steps) => {
        const heap = new MinHeap<[number, number]>();
        const model: [number, number][] = [];
        steps.forEach((key, turn) => {
          if (key === null) expect(heap.pop()).toEqual(model.shift());
          else {
            heap.push(key, [key, turn]);
            model.push([key, turn]);
            model.sort(([a, i], [b, j]) => a - b || i - j);
          }
          expect(heap.size).toBe(model.length);
          expect(heap.peekKey()).toBe(model[0]?.[0]);
        });
      }),
    );
  });

  it('is empty after a drain', () => {
    const heap = new MinHeap<string>();
    heap.push(2, 'b');
    heap.push(1, 'a');
    expect(heap.drain().sort()).toEqual(['a', 'b']);
    expect(heap.size).toBe(0);
  });
});

describe('Fifo', () => {
  it('keeps the order over many thousand items', () => {
    const fifo = new Fifo<number>();
    for (let item = 0; item < 5_000; item++) fifo.push(item);
    for (let item = 0; item < 4_000; item++) expect(fifo.shift()).toBe(item);
    fifo.push(5_000);
    expect(fifo.size).toBe(1_001);
    expect(fifo.drain()).toEqual(Array.from({ length: 1_001 }, (_, index) => 4_000 + index));
    expect(fifo.shift()).toBeUndefined();
  });
});
