import { everyCallCases } from './cases/every-call.cases';
import { intakeCases } from './cases/intake.cases';
import { trackingCases } from './cases/tracking.cases';
import { organizationsCases } from './cases/organizations.cases';
import { queuesCases } from './cases/queues.cases';
import { openToAllCases } from './cases/open.cases';
import { wantOfRoomCases } from './cases/room.cases';
import { NOT_PROVOKED } from './exceptions';
import { eachCall, wellFormed } from './requests';
import { setStage, stage, strikeStage } from './stage';

beforeAll(setStage, 90_000);

afterAll(strikeStage, 60_000);

everyCallCases();
intakeCases();
trackingCases();
organizationsCases();
queuesCases();
openToAllCases();
wantOfRoomCases();

describe('at last', () => {
  it('is told by every call that needs Redis when it is gone', async () => {
    await stage().main.service('redis').stop();
    await eachCall((call, path) => {
      const needsRedis = JSON.stringify(call.responses['503'] ?? '').includes('queue-unavailable');
      return needsRedis ? stage().ask(wellFormed(call, path)) : Promise.resolve(undefined);
    }, 503);
  }, 120_000);

  it('everything that is documented was seen, but for what has a reason', () => {
    const unseen = stage().unseen();
    const excused = (outcome: string) => NOT_PROVOKED.some((it) => it.outcome.test(outcome));
    expect(unseen.filter((outcome) => !excused(outcome))).toEqual([]);
    const needless = NOT_PROVOKED.filter((it) => !unseen.some((seen) => it.outcome.test(seen)));
    expect(needless).toEqual([]);
  });
});
