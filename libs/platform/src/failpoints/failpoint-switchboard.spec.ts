import { type FailpointPlan, parseFailpointPlans } from './failpoint-plan';
import { FailpointSwitchboard } from './failpoint-switchboard';
import { FixedPlans } from './plan-source';

function switchboard(text: string) {
  const effects: FailpointPlan['action']['kind'][] = [];
  const plans = new FixedPlans(parseFailpointPlans(text));
  const board = new FailpointSwitchboard(plans, ({ kind }) => effects.push(kind));
  return { board, effects };
}

describe('FailpointSwitchboard', () => {
  it('lets a plan take effect at its pass, once', () => {
    const { board, effects } = switchboard('after-pop=kill@2');
    board.pass('after-pop', '');
    expect(effects).toEqual([]);
    board.pass('after-pop', '');
    board.pass('after-pop', '');
    expect(effects).toEqual(['kill']);
  });
  it('counts passes of the named point only', () => {
    const { board, effects } = switchboard('after-pop=kill@2');
    board.pass('after-begin', '');
    board.pass('after-pop', '');
    expect(effects).toEqual([]);
  });
  it('counts passes with the named subject only', () => {
    const { board, effects } = switchboard('before-post=kill@1~poison');
    board.pass('before-post', 'harmless');
    expect(effects).toEqual([]);
    board.pass('before-post', 'has poison in it');
    expect(effects).toEqual(['kill']);
  });
  it('never wears out when meant for every pass', () => {
    const { board, effects } = switchboard('after-begin=block:5@*');
    board.pass('after-begin', '');
    board.pass('after-begin', '');
    expect(effects).toEqual(['block', 'block']);
  });
  it('serves several plans at one point', () => {
    const { board, effects } = switchboard('after-begin=block:5@1;after-begin=kill@1');
    board.pass('after-begin', '');
    expect(effects).toEqual(['block', 'kill']);
  });
});
