import { type Evidence, EXIT_CODES, judge, worstOf } from './verdict.ts';

const GOOD: Evidence = {
  kind: 'gate',
  exitCode: 0,
  lastWords: '',
  generator: { cpuShare: 0.3, lagP99Ms: 5, droppedIterations: 0, mayDrop: false },
  scriptErrors: [],
  checked: 10,
  counted: 10,
  journalled: 10,
  brokenThresholds: [],
  ledgerViolations: [],
};

const withGenerator = (more: Partial<Evidence['generator']>): Evidence => ({
  ...GOOD,
  generator: { ...GOOD.generator, ...more },
});

describe('judge', () => {
  it('passes a gate that holds, and records an experiment', () => {
    expect(judge(GOOD)).toEqual({ verdict: 'passed', reasons: [] });
    expect(judge({ ...GOOD, kind: 'experiment' }).verdict).toBe('recorded');
  });

  it('fails a gate whose threshold is broken', () => {
    const broken = { ...GOOD, exitCode: 99, brokenThresholds: ['accept_time p(99)<10'] };
    expect(judge(broken)).toEqual({ verdict: 'failed', reasons: ['accept_time p(99)<10'] });
  });

  it.each([
    ['dropped iterations', withGenerator({ droppedIterations: 1 })],
    ['a busy generator', withGenerator({ cpuShare: 0.9 })],
    ['a late generator', withGenerator({ lagP99Ms: 101 })],
    ['a journal with gaps', { ...GOOD, journalled: 9 }],
    ['a script that broke', { ...GOOD, exitCode: 107 }],
  ])('calls a run with %s invalid, even when a threshold is broken', (_, evidence) => {
    expect(judge(evidence).verdict).toBe('invalid');
    expect(judge({ ...evidence, brokenThresholds: ['x'] }).verdict).toBe('invalid');
    expect(judge({ ...evidence, kind: 'experiment' }).verdict).toBe('invalid');
  });

  it('does not believe a gate whose script broke on its way, or checked nothing', () => {
    const thrown = { ...GOOD, scriptErrors: ['TypeError: x', 'TypeError: x'] };
    expect(judge(thrown)).toMatchObject({ verdict: 'invalid' });
    expect(judge(thrown).reasons.join()).toContain('broke 2 times');
    expect(judge({ ...thrown, kind: 'experiment' }).verdict).toBe('invalid');
    expect(judge({ ...GOOD, checked: 0 })).toEqual({
      verdict: 'invalid',
      reasons: ['nothing was checked'],
    });
    expect(judge({ ...GOOD, kind: 'experiment', checked: 0 }).verdict).toBe('recorded');
  });

  it('fails a gate whose check fails, though the script broke over it as well', () => {
    const both = { ...GOOD, scriptErrors: ['no JSON'], brokenThresholds: ['checks: rate==1'] };
    expect(judge(both).verdict).toBe('failed');
    expect(judge(both).reasons).toHaveLength(2);
  });

  it('lets a suite drop that looks for the knee', () => {
    expect(judge(withGenerator({ droppedIterations: 9, mayDrop: true })).verdict).toBe('passed');
  });

  it('fails over a lost order, whatever the generator was like', () => {
    const lost = { ...withGenerator({ droppedIterations: 5 }), ledgerViolations: ['A-1 is lost'] };
    expect(judge(lost)).toEqual({ verdict: 'failed', reasons: ['A-1 is lost'] });
    expect(judge({ ...lost, kind: 'experiment' }).verdict).toBe('failed');
  });

  it('does not drown its reader', () => {
    const violations = Array.from({ length: 500 }, (_, n) => `A-${n} is lost`);
    expect(judge({ ...GOOD, ledgerViolations: violations }).reasons).toHaveLength(11);
  });
});

describe('worstOf', () => {
  it('takes the worst', () => {
    expect(worstOf(['passed', 'invalid', 'passed'])).toBe('invalid');
    expect(worstOf(['invalid', 'failed'])).toBe('failed');
    expect(worstOf(['recorded', 'recorded'])).toBe('recorded');
    expect(worstOf(['passed', 'skipped'])).toBe('passed');
    expect(worstOf(['skipped'])).toBe('invalid');
    expect(worstOf([])).toBe('invalid');
  });

  it('has another exit code for failed than for invalid', () => {
    expect(new Set([EXIT_CODES.passed, EXIT_CODES.failed, EXIT_CODES.invalid]).size).toBe(3);
    expect(EXIT_CODES.recorded).toBe(0);
  });
});
