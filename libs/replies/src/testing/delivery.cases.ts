import { writeOrderReply } from '../order-reply.codec';
import { type RigMembers, replyTo, WAIT_MS, type TestWait } from './rig-members';
import { eventually } from '../../../../test/support/eventually';

const MANY = 1_000;

/** What every transport has to do on a good day. */
export function deliveryCases(members: () => RigMembers): void {
  it('delivers a reply to the caller that waits for it', async () => {
    const gateway = await members().gateway();
    const outbox = await members().outbox();
    const wait = await gateway.wait();
    await outbox.send(wait.address, replyTo(wait));
    expect(await wait.ended).toEqual({ by: 'reply', reply: replyTo(wait) });
    expect(gateway.pending.size).toBe(0);
  });

  it('delivers a reply that is sent right after the inbox opened', async () => {
    const outbox = await members().outbox();
    for (let round = 0; round < 3; round += 1) {
      const gateway = await members().gateway();
      const wait = await gateway.wait();
      await outbox.send(wait.address, replyTo(wait));
      expect((await wait.ended).by).toBe('reply');
      await gateway.close();
    }
  });

  it('keeps a reply that comes before the caller looks for it', async () => {
    const gateway = await members().gateway();
    const outbox = await members().outbox();
    const wait = await gateway.wait();
    await outbox.send(wait.address, replyTo(wait));
    await eventually(() => expect(gateway.kinds).toContain('matched'), { timeoutMs: WAIT_MS });
    expect((await wait.ended).by).toBe('reply');
  });

  it(`tells ${MANY} callers apart, whatever the order of their replies`, async () => {
    const gateway = await members().gateway();
    const outbox = await members().outbox();
    const waits = await Promise.all(Array.from({ length: MANY }, () => gateway.wait()));
    const shuffled = waits.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
    await Promise.all(shuffled.map((wait) => outbox.send(wait.address, replyTo(wait))));
    await expectOwnReplies(waits);
    expect(gateway.pending.size).toBe(0);
  });

  it('tells of a reply that nobody waits for any more, or never did, without harm', async () => {
    const gateway = await members().gateway();
    const outbox = await members().outbox();
    const late = await gateway.wait(1);
    expect((await late.ended).by).toBe('timeout');
    await outbox.send(late.address, replyTo(late)).catch(() => undefined);
    const next = await gateway.wait();
    const stranger = { ...replyTo(next), correlationId: 'nobody-knows' };
    await outbox.send(next.address, stranger).catch(() => undefined);
    await outbox.send(next.address, replyTo(next));
    await outbox.send(next.address, replyTo(next)).catch(() => undefined);
    expect((await next.ended).by).toBe('reply');
    const last = await gateway.wait();
    await outbox.send(last.address, replyTo(last));
    expect((await last.ended).by).toBe('reply');
    expect(gateway.kinds.filter((kind) => kind === 'matched')).toHaveLength(2);
  });

  it('passes over texts that are no replies, however large', async () => {
    const gateway = await members().gateway();
    const wait = await gateway.wait();
    const forged = { ...replyTo(wait), orderId: '00000000-0000-4000-8000-000000000000' };
    const texts = [
      '',
      'not json',
      '{"v":1}',
      '[]',
      'x'.repeat(256 * 1024),
      JSON.stringify({ ...replyTo(wait), admin: true }),
      JSON.stringify({ ...replyTo(wait), status: 'queued' }),
      writeOrderReply(forged),
    ];
    for (const text of texts) {
      await members()
        .rig.inject(wait.address, text, wait.correlationId)
        .catch(() => undefined);
    }
    await members().rig.inject(wait.address, writeOrderReply(replyTo(wait)), wait.correlationId);
    expect(await wait.ended).toEqual({ by: 'reply', reply: replyTo(wait) });
    expect(gateway.kinds).toEqual(expect.arrayContaining(['malformed', 'forged', 'matched']));
  });
}

/** Every caller got the reply to its own order. */
export async function expectOwnReplies(waits: readonly TestWait[]): Promise<void> {
  const endings = await Promise.all(waits.map(({ ended }) => ended));
  const own = endings.filter(
    (ending, nth) => ending.by === 'reply' && ending.reply.orderId === waits[nth]?.orderId,
  );
  expect(own).toHaveLength(waits.length);
}
