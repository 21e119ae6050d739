import { evidence, final } from '../evidence.fixture.ts';
import type { FinalRecord, PromptLimit } from '../evidence.ts';
import { checkPrompt } from './prompt.rule.ts';

const saved = (client: string, waitedMs: number, rest: Partial<FinalRecord> = {}) =>
  final('completed', { client, acceptedAtMs: 5_000, updatedAtMs: 5_000 + waitedMs, ...rest });

const small = (waitedMs: number) => Array.from({ length: 10 }, () => saved('small', waitedMs));
const backlog = saved('big', 4_000);

const rulesOf = (finals: readonly FinalRecord[], prompt?: Partial<PromptLimit>) => {
  const limits = { ...evidence().limits, prompt: { client: 'small', withinMs: 1_000, ...prompt } };
  return checkPrompt(finals, limits).map(({ kind, rule, seen }) => `${kind}: ${rule}: ${seen}`);
};

describe('checkPrompt', () => {
  it('asks for nothing where no limit is set', () => {
    expect(checkPrompt([saved('small', 9_000)], evidence().limits)).toEqual([]);
  });

  it('finds who waits although nothing stands in the way', () => {
    expect(rulesOf(small(900))).toEqual([]);
    expect(rulesOf([...small(900), saved('small', 1_200), saved('small', 3_999)])).toEqual([
      'late: nobody waits for a worker to notice: 2 later, one after 3999 ms',
    ]);
  });

  it('lets the owner of a backlog wait, and nobody else', () => {
    expect(rulesOf([...small(900), backlog], { beside: 'big' })).toEqual([]);
    expect(rulesOf([...small(2_000), backlog], { beside: 'big' })).toEqual([
      "late: nobody waits behind another's backlog: 10 later, one after 2000 ms",
    ]);
  });

  it('says nothing of orders that something else kept', () => {
    const others = [saved('small', 9_000, { attempts: 2 }), final('expired', { client: 'small' })];
    expect(rulesOf([...small(100), ...others])).toEqual([]);
  });

  it('proves nothing without orders, nor without the backlog beside them', () => {
    expect(rulesOf([])).toEqual(['vacuous: enough work was done: 0']);
    expect(rulesOf([...small(100), saved('big', 1_000)], { beside: 'big' })).toEqual([
      'vacuous: enough work was done: 1000',
    ]);
  });
});
