import type { FaultEvent } from '../history/history-event.ts';
import { final } from './evidence.fixture.ts';
import { recoveriesOf } from './recovery.ts';

const kill = {
  worker: 'order-worker-1',
  atMs: 1_000,
  held: { atMs: 70_000, orderIds: ['a', 'b'] },
};
const ended = (orderId: string, updatedAtMs: number, status = 'completed') =>
  final(status, { orderId, updatedAtMs });
const fault = (target: string, atMs: number, endedAtMs: number): FaultEvent => ({
  kind: 'fault',
  fault: 'f',
  detail: '',
  target,
  atMs,
  endedAtMs,
  tookPlace: true,
});

describe('recoveriesOf', () => {
  const finals = [ended('a', 70_100), ended('b', 80_050), ended('c', 99_000)];

  it('is the time to the last settlement of what was held, less the service time', () => {
    expect(recoveriesOf([kill], finals, [], 50)).toEqual([
      { worker: 'order-worker-1', atMs: 1_000, orders: 2, recoveryMs: 10_000, disturbed: false },
    ]);
  });
  it('says nothing of a worker that held nothing', () => {
    expect(recoveriesOf([{ ...kill, held: { atMs: 0, orderIds: [] } }], finals, [], 50)).toEqual(
      [],
    );
  });
  it('leaves out what never ended: that is lost, not late', () => {
    const [recovery] = recoveriesOf([kill], [ended('a', 70_100), ended('b', 1, 'queued')], [], 0);
    expect(recovery).toMatchObject({ orders: 1, recoveryMs: 100 });
  });
  it.each([
    ['another fault meanwhile', fault('redis', 5_000, 6_000), true],
    ['another fault before', fault('redis', 0, 900), false],
    ['another fault afterwards', fault('redis', 12_000, 13_000), false],
    ['its own cause', fault('order-worker-1', 900, 4_000), false],
    ['a second kill of the same worker', fault('order-worker-1', 4_500, 7_000), true],
  ])('tells whether it was disturbed: %s', (_, other, disturbed) => {
    expect(recoveriesOf([kill], finals, [other], 50)[0]?.disturbed).toBe(disturbed);
  });
});
