import { counted, EMPTY_TALLY, spreadOf } from './tally';

it('counts what changes its name once', () => {
  const queued = counted(EMPTY_TALLY, 'queued', undefined, 3);
  expect(queued.counts).toEqual({ queued: 3 });
  expect(counted(queued, 'completed', 'queued').counts).toEqual({ queued: 2, completed: 1 });
  expect(EMPTY_TALLY.counts).toEqual({});
});

it.each([
  [[], undefined],
  [[7], { medianMs: 7, slowestMs: 7 }],
  [[30, 10, 20], { medianMs: 20, slowestMs: 30 }],
  [[4, 1, 3, 2], { medianMs: 2, slowestMs: 4 }],
])('tells the middle and the slowest of %j', (latencies, spread) => {
  expect(spreadOf(latencies)).toEqual(spread);
});
