import { evidence, final } from '../evidence.fixture.ts';
import type { FinalRecord } from '../evidence.ts';
import { checkFairShare } from './fair-share.rule.ts';

const limits = { ...evidence().limits, fairShare: { few: 'small', many: 'big', withinMs: 1_000 } };

const saved = (client: string, waitedMs: number, rest: Partial<FinalRecord> = {}) =>
  final('completed', { client, acceptedAtMs: 5_000, updatedAtMs: 5_000 + waitedMs, ...rest });

const small = (waitedMs: number) => Array.from({ length: 10 }, () => saved('small', waitedMs));
const backlog = saved('big', 4_000);

const rulesOf = (finals: readonly FinalRecord[]) =>
  checkFairShare(finals, limits).map(({ kind, seen }) => `${kind}: ${seen}`);

describe('checkFairShare', () => {
  it('asks for nothing where no limit is set', () => {
    expect(checkFairShare([saved('small', 9_000)], evidence().limits)).toEqual([]);
  });

  it('lets the owner of a backlog wait, and nobody else', () => {
    expect(rulesOf([...small(900), backlog])).toEqual([]);
    expect(rulesOf([...small(900), backlog, saved('small', 3_999)])).toEqual([
      'unfair: 1 later, one after 3999 ms',
    ]);
  });

  it('says nothing of orders that something else kept', () => {
    const others = [saved('small', 9_000, { attempts: 2 }), final('expired', { client: 'small' })];
    expect(rulesOf([...small(100), backlog, ...others])).toEqual([]);
  });

  it.each([
    [
      'without a backlog',
      [...small(100), saved('big', 1_000)],
      '10 orders, and a backlog of 1000 ms',
    ],
    ['without orders beside it', [backlog], '0 orders, and a backlog of 4000 ms'],
  ])('proves nothing %s', (_, finals, seen) => {
    expect(rulesOf(finals)).toEqual([`vacuous: ${seen}`]);
  });
});
