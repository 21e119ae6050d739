import { everyCallCases } from './cases/every-call.cases';
import { intakeCases } from './cases/intake.cases';
import { replaysCases } from './cases/replays.cases';
import { trackingCases } from './cases/tracking.cases';
import { organizationsCases } from './cases/organizations.cases';
import { queuesCases } from './cases/queues.cases';
import { openToAllCases } from './cases/open.cases';
import { wantOfRoomCases } from './cases/room.cases';
import type { Exchange, Sent } from './exchange';
import { NOT_PROVOKED } from './exceptions';
import { eachCall, wellFormed } from './requests';
import { setStage, stage, strikeStage } from './stage';

beforeAll(setStage, 90_000);

afterAll(strikeStage, 60_000);

async function askInTime(sent: Sent): Promise<Exchange> {
  const askedAt = performance.now();
  const answer = await stage().ask(sent);
  expect(performance.now() - askedAt).toBeLessThan(3_000);
  return answer;
}

everyCallCases();
intakeCases();
replaysCases();
trackingCases();
organizationsCases();
queuesCases();
openToAllCases();
wantOfRoomCases();

describe('at last', () => {
  it('is told within 3 s by every call that needs Redis when it is gone', async () => {
    await stage().main.service('redis').stop();
    await eachCall((call, path) => {
      const needsRedis = JSON.stringify(call.responses['503'] ?? '').includes('queue-unavailable');
      return needsRedis ? askInTime(wellFormed(call, path)) : Promise.resolve(undefined);
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
