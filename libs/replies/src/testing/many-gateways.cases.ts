import { expectOwnReplies } from './delivery.cases';
import { type RigMembers, replyTo, type TestGateway } from './rig-members';

const CALLERS = 50;

/** What a transport has to do where several gateways run. */
export function manyGatewaysCases(members: () => RigMembers): void {
  it('answers the callers of three gateways without cross-talk', async () => {
    const gateways = await members().gateways(3);
    const outbox = await members().outbox();
    const callers = gateways.flatMap((gateway) => Array.from({ length: CALLERS }, () => gateway));
    const waits = await Promise.all(callers.map((gateway) => gateway.wait()));
    await Promise.all(waits.map((wait) => outbox.send(wait.address, replyTo(wait))));
    await expectOwnReplies(waits);
    for (const { inbox, kinds } of gateways) {
      expect(kinds.filter((kind) => kind === 'matched')).toHaveLength(CALLERS);
      const foreign = kinds.filter((kind) => kind !== 'matched');
      if (!inbox.capabilities.fansOut) expect(foreign).toEqual([]);
    }
  });

  it('leaves the others alone when a gateway dies with callers waiting', async () => {
    const [dying, living] = (await members().gateways(2)) as [TestGateway, TestGateway];
    const outbox = await members().outbox();
    const orphans = await Promise.all(Array.from({ length: 5 }, () => dying.wait()));
    const waits = await Promise.all(Array.from({ length: CALLERS }, () => living.wait()));
    await members().crash(dying);
    const all = [...orphans, ...waits];
    // A reply to the dead may be refused by the broker; the worker counts that and goes on.
    await Promise.allSettled(all.map((wait) => outbox.send(wait.address, replyTo(wait))));
    await expectOwnReplies(waits);
    const next = await living.wait();
    await outbox.send(next.address, replyTo(next));
    expect((await next.ended).by).toBe('reply');
  });
}
