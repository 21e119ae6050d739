import { parseWrkOutput } from './wrk.generator.ts';

const LINE =
  'RESULT {"answers":1000,"durationUs":2000000,"errorAnswers":3,"socketErrors":2,"p50Us":1500,"p99Us":9000,"maxUs":20000}';

describe('parseWrkOutput', () => {
  it('counts as accepted only what was answered without an error', () => {
    expect(parseWrkOutput(`Running 2s test\n\n${LINE}\n`)).toEqual({
      accepted: 997,
      failed: 5,
      seconds: 2,
      p50Ms: 1.5,
      p99Ms: 9,
      maxMs: 20,
    });
  });
  it('does not take silence for a result', () => {
    expect(() => parseWrkOutput('unable to connect')).toThrow(/unable to connect/);
  });
});
