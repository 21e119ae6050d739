import { unmetNeeds } from './case-needs.ts';

const CASE = {
  stack: { env: { SYNC_MAX_IN_FLIGHT: '40', QUEUE_LIMIT: '100' } },
  needs: { settings: ['SYNC_MAX_IN_FLIGHT', 'QUEUE_LIMIT'], profile: true },
};
const FITTING = { visible: { SYNC_MAX_IN_FLIGHT: '40' }, hasBackend: true, isTrusted: true };

describe('unmetNeeds', () => {
  it('are none where all fits, or nothing is needed', () => {
    expect(unmetNeeds(CASE, FITTING)).toEqual([]);
    const stranger = { visible: {}, hasBackend: false, isTrusted: false };
    expect(unmetNeeds({ stack: CASE.stack }, stranger)).toEqual([]);
  });

  it('name a setting that is seen to differ, whoever vouches for it', () => {
    expect(unmetNeeds(CASE, { ...FITTING, visible: { SYNC_MAX_IN_FLIGHT: '80' } })).toEqual([
      'needs SYNC_MAX_IN_FLIGHT=40, it is 80',
    ]);
  });

  it('name a setting that nobody sees and nobody vouches for', () => {
    expect(unmetNeeds(CASE, { ...FITTING, isTrusted: false })).toEqual([
      'needs QUEUE_LIMIT=100, which cannot be seen from outside: --fits vouches for it',
    ]);
  });

  it('name a backend whose behaviour cannot be chosen', () => {
    expect(unmetNeeds(CASE, { ...FITTING, hasBackend: false })).toEqual([
      'needs a mock backend: set BACKEND_URL',
    ]);
  });
});
