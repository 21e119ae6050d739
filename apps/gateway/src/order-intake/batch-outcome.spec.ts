import { batchOutcome } from './batch-outcome';

describe('batchOutcome', () => {
  it.each([
    [[202], 202, 1],
    [[202, 202], 202, 2],
    [[202, 400], 207, 1],
    [[400, 409], 207, 0],
    [[503, 503], 503, 0],
    [[503, 202], 207, 1],
    [[503, 400], 207, 0],
    [[429, 429], 429, 0],
    [[429, 503], 503, 0],
    [[429, 202], 207, 1],
    [[429, 400], 207, 0],
  ])('%j: %d', (statuses, status, takenIn) => {
    expect(batchOutcome(statuses.map((one) => ({ status: one })))).toEqual({ status, takenIn });
  });
});
