import fc from 'fast-check';
import { ClientQuota, type QuotaVerdict } from './client-quota';
import { type Lease, type LeaseRequest, QuotaDesk } from './quota-desk';

const WINDOW_MS = 1_000;

/** The rules of the script, over a clock that the test turns; every answer is a turn late. */
class LedgerDesk extends QuotaDesk {
  nowMs = 0;
  trips = 0;
  private used = 0;
  private endsAtMs = 0;

  constructor(private readonly quota: number) {
    super();
  }

  override async lease({ least, need, want }: LeaseRequest): Promise<Lease> {
    await Promise.resolve();
    this.trips += 1;
    if (this.nowMs >= this.endsAtMs) {
      this.used = 0;
      this.endsAtMs = this.nowMs + WINDOW_MS;
    }
    const left = this.quota - this.used;
    const ahead = Math.min(want, Math.floor(left / 8));
    const granted = least <= left ? Math.min(left, Math.max(need, ahead)) : 0;
    this.used += granted;
    return { granted, left: left - granted, endsInMs: this.endsAtMs - this.nowMs };
  }
}

function gatewaysAt(desk: LedgerDesk, count: number): ClientQuota[] {
  return Array.from({ length: count }, () => new ClientQuota('acme', desk, () => desk.nowMs));
}

const admittedIn = (verdicts: QuotaVerdict[]) => verdicts.filter(({ admitted }) => admitted).length;

describe("a client's quota", () => {
  it('is used up by one gateway to the last token, all at once or one by one', async () => {
    for (const quota of [1, 7, 100, 1_000]) {
      const [atOnce] = gatewaysAt(new LedgerDesk(quota), 1) as [ClientQuota];
      const verdicts = await Promise.all(
        Array.from({ length: quota * 2 }, async () => atOnce.take(1)),
      );
      expect(admittedIn(verdicts)).toBe(quota);
      const [oneByOne] = gatewaysAt(new LedgerDesk(quota), 1) as [ClientQuota];
      const singly: QuotaVerdict[] = [];
      for (let i = 0; i < quota * 2; i++) singly.push(await oneByOne.take(1));
      expect(admittedIn(singly)).toBe(quota);
    }
  });

  it('asks the desk far less often than it is asked', async () => {
    const desk = new LedgerDesk(10_000);
    const [gateway] = gatewaysAt(desk, 1) as [ClientQuota];
    for (let i = 0; i < 5_000; i++) {
      if (i % 5 === 0) desk.nowMs += 0.1;
      await gateway.take(1);
    }
    expect(desk.trips).toBeLessThan(100);
  });

  it('begins anew with each window, and says when', async () => {
    const desk = new LedgerDesk(2);
    const [gateway] = gatewaysAt(desk, 1) as [ClientQuota];
    expect(await gateway.take(1)).toEqual({ admitted: true, remaining: 1, resetS: 1 });
    desk.nowMs = 400;
    expect(await gateway.take(1)).toEqual({ admitted: true, remaining: 0, resetS: 1 });
    const trips = desk.trips;
    expect(await gateway.take(1)).toEqual({ admitted: false, remaining: 0, resetS: 1 });
    expect(desk.trips).toBe(trips);
    desk.nowMs = WINDOW_MS;
    expect(await gateway.take(1)).toMatchObject({ admitted: true, remaining: 1 });
  });

  it('refuses a batch that does not fit, and keeps what is left for smaller ones', async () => {
    const [gateway, other] = gatewaysAt(new LedgerDesk(10), 2) as [ClientQuota, ClientQuota];
    expect(await gateway.take(6)).toMatchObject({ admitted: true });
    expect(await gateway.take(5)).toMatchObject({ admitted: false, remaining: 4 });
    expect(await other.take(4)).toMatchObject({ admitted: true });
    expect(await gateway.take(11)).toMatchObject({ admitted: false });
  });

  it('fails who waits when the desk does, and recovers', async () => {
    const desk = new LedgerDesk(10);
    const [gateway] = gatewaysAt(desk, 1) as [ClientQuota];
    const lease = jest.spyOn(desk, 'lease').mockRejectedValue(new Error('gone'));
    const both = await Promise.allSettled([gateway.take(1), gateway.take(1)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(lease).toHaveBeenCalledTimes(1);
    lease.mockRestore();
    expect(await gateway.take(1)).toMatchObject({ admitted: true });
  });

  it('is never exceeded in any window by any gateways together', async () => {
    const steps = fc.array(
      fc.record({
        gateway: fc.integer({ min: 0, max: 2 }),
        count: fc.integer({ min: 1, max: 5 }),
        elapsedMs: fc.constantFrom(0, 0, 0, 1, 50, 300),
        isAwaited: fc.boolean(),
      }),
      { maxLength: 120 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), steps, async (quota, plan) => {
        const desk = new LedgerDesk(quota);
        const gateways = gatewaysAt(desk, 3);
        const admitted = new Map<number, number>();
        let windowEndMs = -1;
        const note = (count: number, { admitted: isIn }: QuotaVerdict) => {
          if (isIn) admitted.set(windowEndMs, (admitted.get(windowEndMs) ?? 0) + count);
        };
        for (const { gateway, count, elapsedMs, isAwaited } of plan) {
          desk.nowMs += elapsedMs;
          const taken = Promise.resolve(gateways[gateway]!.take(count));
          if (isAwaited || elapsedMs > 0) await taken;
          windowEndMs = (desk as unknown as { endsAtMs: number }).endsAtMs;
          void taken.then((verdict) => note(count, verdict));
          await new Promise(setImmediate);
        }
        expect(Math.max(0, ...admitted.values())).toBeLessThanOrEqual(quota);
      }),
    );
  });
});
