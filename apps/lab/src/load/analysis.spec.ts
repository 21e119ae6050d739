import { type Pattern, type Scenario, simulate } from '@sluice/simulation';
import { analysisOf } from './analysis';
import { DEFAULT_LOAD } from './load-scenario';

/** Units stay beside their numbers; here that does not matter. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const told = (pattern: Pattern, changes: Partial<Scenario> = {}) =>
  plain(analysisOf(simulate(pattern, { ...DEFAULT_LOAD, ...changes })));

describe('the analysis of a run', () => {
  it('tells who was refused, who held a thread for nothing, and what the backend did meanwhile', () => {
    expect(told('sync')).toBe(
      'All 40 threads were held when 0.8 s had passed, and 110 of 150 calls were refused with 503 without waiting. 30 calls got a 200 in time. 10 calls held a thread for 30 s and ended in a 504. The backend worked on 10 calls that nobody waited for any more, until 36.2 s.',
    );
    expect(told('sync', { backendLatencyMs: 35_000 })).toContain('Not one call got a 200.');
  });

  it('has nothing to complain about when all went well', () => {
    expect(told('sync', { calls: 10 })).toBe(
      'The 40 threads were enough: nobody was turned away. 10 calls got a 200 in time.',
    );
  });

  it('tells how deep the queue was, who expired, and when it was over', () => {
    expect(told('async')).toMatch(
      /^All 150 calls got a 202 at once, and up to 135 stood in the queue\. 60 calls waited for 60 s and expired \(410\) .+ 90 calls ended with a result, .+ after 7\d(\.\d)? s, and the backend never had more than 15 at a time\.$/,
    );
    expect(told('async', { queueLimit: 100 })).toContain(
      '115 of 150 calls got a 202 at once, and up to 100 stood in the queue. The queue was full at 2.3 s, and 35 calls were refused at once',
    );
  });
});
