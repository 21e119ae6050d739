import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LedgerRow } from './ledger-row';
import { ledgerStream } from './ledger-stream';
import { OrderLedger } from './order-ledger';

const row = (orderId: string, changes: Partial<LedgerRow> = {}): LedgerRow => ({
  orderId,
  orderNumber: `N-${orderId}`,
  orderText: '{"orderNumber":"N"}',
  savedAtMs: 1_700_000_000_000,
  deliveries: 1,
  ...changes,
});

describe('OrderLedger', () => {
  let folder: string;
  let path: string;
  let ledger: OrderLedger;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    path = join(folder, 'deeper', 'ledger.sqlite');
    ledger = new OrderLedger(path);
  });

  afterEach(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true });
  });

  const saveAll = (...rows: LedgerRow[]): Promise<unknown> =>
    Promise.all(rows.map(async (each) => (await ledger.save(each))()));
  const save = (...ids: string[]): Promise<unknown> => saveAll(...ids.map((id) => row(id)));

  it('shows what is saved, once it is committed and not before', async () => {
    const saving = save('a', 'b');
    expect([ledger.count, ledger.find('a')]).toEqual([0, undefined]);
    await saving;
    expect(ledger.count).toBe(2);
    expect(ledger.find('a')).toMatchObject(row('a'));
    expect(ledger.find('c')).toBeUndefined();
  });

  it('commits all of one turn together', async () => {
    const seen: number[] = [];
    const saving = ['a', 'b', 'c'].map(async (id) => {
      await ledger.save(row(id));
      seen.push(ledger.entriesAfter(0, 9).length);
    });
    await Promise.all(saving);
    expect(seen).toEqual([3, 3, 3]);
  });

  it('counts an order when it is revealed, not before', async () => {
    const counts: number[] = [];
    ledger.onGrowth((count) => counts.push(count));
    const reveals = await Promise.all([ledger.save(row('a')), ledger.save(row('b'))]);
    expect([ledger.count, counts]).toEqual([0, []]);
    for (const reveal of reveals) reveal();
    expect([ledger.count, counts]).toEqual([2, [1, 2]]);
  });

  it('does not count what was forgotten before it was revealed', async () => {
    const reveal = await ledger.save(row('a'));
    await ledger.clear();
    reveal();
    expect(ledger.count).toBe(0);
  });

  it('keeps everything over a reopening', async () => {
    await save('a', 'b');
    await ledger.countDelivery('a');
    await ledger.close();
    ledger = new OrderLedger(path);
    expect(ledger.count).toBe(2);
    expect(ledger.find('a')).toMatchObject({ deliveries: 2 });
  });

  it('commits what is left when it is closed', async () => {
    const saving = ledger.save(row('a'));
    await ledger.close();
    await saving;
    ledger = new OrderLedger(path);
    expect(ledger.count).toBe(1);
  });

  it('rolls a whole group back when one of its writes fails, and goes on', async () => {
    await save('a');
    const settled = await Promise.allSettled([ledger.save(row('b')), ledger.save(row('a'))]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([ledger.count, ledger.find('b')]).toEqual([1, undefined]);
    await save('c');
    expect(ledger.count).toBe(2);
  });

  it('forgets all at a reset, in its turn', async () => {
    await save('a');
    await Promise.all([save('b'), ledger.clear(), save('c')]);
    expect(ledger.count).toBe(1);
    expect(ledger.entriesAfter(0, 9).map(({ orderId }) => orderId)).toEqual(['c']);
  });

  it('keeps and counts everything when a reset fails', async () => {
    await save('a');
    const settled = await Promise.allSettled([ledger.clear(), save('a')]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const failing = await Promise.allSettled([ledger.clear(), save('b', 'b')]);
    expect(failing.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(ledger.count).toBe(1);
    await save('c');
    expect(ledger.count).toBe(2);
  });

  it('is streamed completely, in the order of saving, a line per row', async () => {
    const ids = Array.from({ length: 1_201 }, (_, index) => `id-${index}`);
    await save(...ids);
    const lines = (await text(ledgerStream(ledger))).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => (JSON.parse(line) as LedgerRow).orderId)).toEqual(ids);
  });

  it('shows an order with exactly the values that it came with, on one line', async () => {
    const orderText = '{\r\n"orderNumber":"A\\n1", "big":12345678901234567890.10}\n';
    await ledger.save(row('a', { orderText }));
    const stream = await text(ledgerStream(ledger));
    expect(stream).toBe(
      '{"orderId":"a","orderNumber":"N-a","order":{ "orderNumber":"A\\n1", ' +
        '"big":12345678901234567890.10} ,"savedAt":"2023-11-14T22:13:20.000Z","deliveries":1}\n',
    );
  });

  it('refuses a second opener with one sentence', () => {
    expect(() => new OrderLedger(path)).toThrow(
      `The ledger ${path} cannot be opened: another process has it open.`,
    );
  });

  it('refuses a file that is no ledger with one sentence', () => {
    const other = join(folder, 'other');
    writeFileSync(other, 'x'.repeat(5_000));
    expect(() => new OrderLedger(other)).toThrow(/cannot be opened: file is not a database\.$/);
  });
});
