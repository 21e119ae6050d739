import { eventually } from '../../../../test/support/eventually';
import { type RigMembers, replyTo, WAIT_MS, type TestGateway } from './rig-members';

const SHORT_WAIT_MS = 2_000;
const RECOVERY_MS = 45_000;

/** What a transport has to do when its broker fails, and when its gateway leaves. */
export function outageCases(members: () => RigMembers): void {
  it('leaves nothing behind in the broker', async () => {
    const gateway = await members().gateway();
    const outbox = await members().outbox();
    const [answered, ignored] = [await gateway.wait(), await gateway.wait()];
    await outbox.send(answered.address, replyTo(answered));
    await answered.ended;
    await members().close();
    expect((await ignored.ended).by).toBe('drain');
    await expectNothingLeft(members());
  });

  it('may be closed twice, and without having been opened', async () => {
    const inbox = await members().rig.createInbox();
    await inbox.close();
    await inbox.close();
    const gateway = await members().gateway();
    await gateway.close();
    await gateway.close();
    expect(gateway.inbox.ready).toBe(false);
  });

  it('comes back after a restart of the broker; nobody waits for ever meanwhile', async () => {
    const { restartBroker } = members().rig;
    if (!restartBroker) return;
    const gateway = await members().gateway();
    const outbox = await members().outbox();
    const caught = await Promise.all(Array.from({ length: 5 }, () => gateway.wait(SHORT_WAIT_MS)));
    await restartBroker();
    await Promise.allSettled(caught.map((wait) => outbox.send(wait.address, replyTo(wait))));
    const endings = await Promise.all(caught.map(({ ended }) => ended));
    expect(endings.filter(({ by }) => by !== 'reply' && by !== 'timeout')).toEqual([]);
    const options = { timeoutMs: RECOVERY_MS, intervalMs: 100 };
    await eventually(() => expect(gateway.inbox.ready).toBe(true), options);
    await eventually(() => expectRoundTrip(gateway), options);
  }, 120_000);

  async function expectRoundTrip(gateway: TestGateway): Promise<void> {
    const outbox = await members().rig.createOutbox();
    try {
      const wait = await gateway.wait(SHORT_WAIT_MS);
      await outbox.send(wait.address, replyTo(wait));
      expect((await wait.ended).by).toBe('reply');
    } finally {
      await outbox.close();
    }
  }
}

async function expectNothingLeft({ rig }: RigMembers): Promise<void> {
  await eventually(async () => expect(await rig.leftovers()).toEqual([]), { timeoutMs: WAIT_MS });
}
