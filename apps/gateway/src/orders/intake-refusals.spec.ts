import { PROBLEM_CATALOGUE } from '@sluice/contracts';
import { problemOfNoRoom } from './intake-refusals';

describe('problemOfNoRoom', () => {
  it.each([
    ['full', 'queue-full', 503, '7 orders are waiting already.'],
    ['client-full', 'client-queue-full', 429, '7 orders of this client are waiting already.'],
    ['stale', 'queue-stale', 503, 'The oldest waiting order is close to its deadline.'],
  ] as const)('%s: %s', (verdict, code, status, detail) => {
    const problem = problemOfNoRoom(verdict, 7, 3);
    expect(problem).toMatchObject({ code, detail, headers: { 'retry-after': '3' } });
    expect(PROBLEM_CATALOGUE[problem.code].status).toBe(status);
  });
});
