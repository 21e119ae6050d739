import { FaultSource, type Fault } from '../../fault-source.port';
import { Workforce, type NearlyDone, type WorkEnd } from '../../workforce.port';
import { OrderLedger } from '../ledger/order-ledger';
import type { Delivery } from './delivery';
import type { IntakeMetrics } from './intake-metrics';
import { OrderIntake } from './order-intake';

class HeldWorkforce extends Workforce {
  private readonly held: { nearlyDone: NearlyDone; end: (end: WorkEnd) => void }[] = [];

  get pending(): number {
    return this.held.length;
  }

  perform(nearlyDone: NearlyDone): Promise<WorkEnd> {
    return new Promise((end) => this.held.push({ nearlyDone, end }));
  }

  announce(endsAtMs = 1_000): void {
    for (const { nearlyDone } of this.held) nearlyDone(endsAtMs);
  }

  finish(endsAtMs?: number): void {
    this.announce(endsAtMs);
    for (const { end } of this.held.splice(0)) end('done');
  }

  dropAll(): void {
    for (const { end } of this.held.splice(0)) end('dropped');
  }
}

class ChosenFaults extends FaultSource {
  next: Fault | null = null;

  draw(): Fault | null {
    return this.next;
  }
}

const delivery = (orderId: string, orderText = '{"orderNumber":"A"}'): Delivery => ({
  orderId,
  orderNumber: 'A',
  orderText,
});

describe('OrderIntake', () => {
  let workforce: HeldWorkforce;
  let faults: ChosenFaults;
  let ledger: OrderLedger;
  let intake: OrderIntake;
  const metrics = { countDuplicate: jest.fn(), countFault: jest.fn() };

  beforeEach(() => {
    jest.clearAllMocks();
    workforce = new HeldWorkforce();
    faults = new ChosenFaults();
    ledger = new OrderLedger(':memory:');
    intake = new OrderIntake(workforce, faults, ledger, metrics as unknown as IntakeMetrics);
  });

  afterEach(() => ledger.close());

  /** Delivers, lets the work end, and tells the outcome. */
  const settled = (...deliveries: Delivery[]) => {
    const outcomes = deliveries.map((each) => intake.deliver(each));
    workforce.finish();
    return Promise.all(outcomes);
  };

  it('saves a new order after its work is done', async () => {
    const outcome = intake.deliver(delivery('a'));
    expect([workforce.pending, ledger.count]).toEqual([1, 0]);
    workforce.finish(1_234);
    const row = { ...delivery('a'), savedAtMs: 1_234, deliveries: 1 };
    expect(await outcome).toEqual({ kind: 'saved', row });
    expect(ledger.find('a')).toMatchObject(row);
  });

  it('writes down what is nearly done, but answers and counts it when it is done', async () => {
    const answered = jest.fn();
    const outcome = intake.deliver(delivery('a')).then(answered);
    workforce.announce();
    await new Promise(setImmediate);
    expect(ledger.find('a')).toBeDefined();
    expect([ledger.count, answered.mock.calls.length]).toEqual([0, 0]);
    jest.spyOn(workforce, 'announce').mockReturnValueOnce();
    workforce.finish();
    await outcome;
    expect([ledger.count, answered.mock.calls.length]).toEqual([1, 1]);
  });

  it('forgets what was written down and then dropped by a reset', async () => {
    const outcome = intake.deliver(delivery('a'));
    workforce.announce();
    await intake.reset();
    expect(await outcome).toEqual({ kind: 'dropped' });
    expect([ledger.count, ledger.find('a')]).toEqual([0, undefined]);
  });

  it('answers a repetition from the ledger, without work', async () => {
    await settled(delivery('a'));
    const outcome = await intake.deliver(delivery('a'));
    expect(outcome).toMatchObject({ kind: 'repeated', row: { savedAtMs: 1_000 } });
    expect([workforce.pending, ledger.count, ledger.find('a')?.deliveries]).toEqual([0, 1, 2]);
    expect(metrics.countDuplicate).toHaveBeenCalledTimes(1);
  });

  it('lets a delivery join the work that is pending', async () => {
    const first = intake.deliver(delivery('a'));
    const second = intake.deliver(delivery('a'));
    expect(workforce.pending).toBe(1);
    workforce.finish();
    expect([(await first).kind, (await second).kind]).toEqual(['saved', 'repeated']);
    expect([ledger.count, ledger.find('a')?.deliveries]).toEqual([1, 2]);
  });

  it('refuses another body for an id that is pending or saved', async () => {
    const first = intake.deliver(delivery('a'));
    const other = delivery('a', '{"orderNumber":"A" }');
    expect(await intake.deliver(other)).toEqual({ kind: 'conflict' });
    workforce.finish();
    await first;
    expect(await intake.deliver(other)).toEqual({ kind: 'conflict' });
    expect(ledger.find('a')).toMatchObject({ ...delivery('a'), deliveries: 1 });
  });

  it('saves nothing when the work goes wrong before the commit, and works anew after', async () => {
    faults.next = { kind: '500', when: 'before-commit' };
    const faulty = { kind: 'faulty', fault: faults.next };
    expect(await settled(delivery('a'), delivery('a'))).toEqual([faulty, faulty]);
    expect(ledger.count).toBe(0);
    expect(metrics.countFault.mock.calls).toEqual([['500']]);
    faults.next = null;
    expect(await settled(delivery('a'))).toMatchObject([{ kind: 'saved' }]);
  });

  it('has saved what goes wrong after the commit; a repetition learns it', async () => {
    faults.next = { kind: 'reset', when: 'after-commit' };
    expect(await settled(delivery('a'))).toEqual([{ kind: 'faulty', fault: faults.next }]);
    expect(ledger.count).toBe(1);
    expect((await intake.deliver(delivery('a'))).kind).toBe('repeated');
  });

  it('drops what is pending at a reset and takes the same orders afresh', async () => {
    await settled(delivery('a'));
    const pending = [intake.deliver(delivery('b')), intake.deliver(delivery('b'))];
    await intake.reset();
    expect(await Promise.all(pending)).toEqual([{ kind: 'dropped' }, { kind: 'dropped' }]);
    expect(ledger.count).toBe(0);
    const kinds = (await settled(delivery('a'), delivery('b'))).map(({ kind }) => kind);
    expect([kinds, ledger.count]).toEqual([['saved', 'saved'], 2]);
  });

  it('tells everybody when the ledger cannot be written, and recovers', async () => {
    const broken = jest.spyOn(ledger, 'save').mockRejectedValueOnce(new Error('disk full'));
    const outcomes = [intake.deliver(delivery('a')), intake.deliver(delivery('a'))];
    workforce.finish();
    const settlements = await Promise.allSettled(outcomes);
    expect(settlements.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken.mockRestore();
    expect(await settled(delivery('a'))).toMatchObject([{ kind: 'saved' }]);
  });
});
