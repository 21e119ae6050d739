import type { OrderReply } from '@sluice/contracts';
import { writeOrderReply } from './order-reply.codec';
import { PendingReplies, type ReplyKind } from './pending-replies';
import { HandClock } from './testing/hand-clock';

const ORDER = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

let clock: HandClock;
let kinds: ReplyKind[];
let pending: PendingReplies;

beforeEach(() => {
  clock = new HandClock();
  kinds = [];
  pending = new PendingReplies({ maxWaiting: 3, clock, onReply: (kind) => kinds.push(kind) });
});

afterEach(() => pending.drain());

const reply = (correlationId: string, orderId = ORDER): OrderReply => ({
  v: 1,
  orderId,
  correlationId,
  status: 'completed',
});
const arrive = (one: OrderReply): void => pending.take(writeOrderReply(one));

it('ends a wait with the reply to its order, and is done with it', async () => {
  const wait = pending.register('a', 1_000)!;
  wait.expect(ORDER);
  arrive(reply('a'));
  expect(await wait.ended).toEqual({ by: 'reply', reply: reply('a') });
  expect(pending.size).toBe(0);
  expect(kinds).toEqual(['matched']);
});

it('takes a reply that is faster than the answer of the intake', async () => {
  const wait = pending.register('a', 1_000)!;
  arrive(reply('a', OTHER));
  arrive(reply('a'));
  expect(pending.size).toBe(1);
  wait.expect(ORDER);
  expect(await wait.ended).toEqual({ by: 'reply', reply: reply('a') });
});

it('never lets the reply to another order end a wait', async () => {
  const wait = pending.register('a', 1_000)!;
  wait.expect(ORDER);
  arrive(reply('a', OTHER));
  expect(kinds).toEqual(['forged']);
  clock.turn(1_100);
  expect(await wait.ended).toEqual({ by: 'timeout' });
});

it('ends every wait at its own time, not early and hardly late', async () => {
  const endings: string[] = [];
  for (const [id, ms] of [
    ['long', 500],
    ['short', 100],
    ['at once', 0],
  ] as const) {
    void pending.register(id, ms)!.ended.then(({ by }) => endings.push(`${id} ${by}`));
  }
  const after = async (ms: number) => {
    clock.turn(ms);
    await Promise.resolve();
    return [...endings];
  };
  expect(await after(40)).toEqual(['at once timeout']);
  expect(await after(59)).toHaveLength(1);
  expect(await after(30)).toEqual(['at once timeout', 'short timeout']);
  expect(await after(400)).toHaveLength(3);
  expect(clock.running).toBe(0);
});

it('refuses a caller when full, an id that is waited for, and everybody once drained', async () => {
  const first = pending.register('a', 1_000)!;
  expect(pending.register('a', 1_000)).toBeNull();
  pending.register('b', 1_000);
  pending.register('c', 1_000);
  expect(pending.full).toBe(true);
  expect(pending.register('d', 1_000)).toBeNull();
  first.end({ by: 'owner' });
  expect(pending.register('d', 1_000)).not.toBeNull();
  pending.drain();
  expect(await first.ended).toEqual({ by: 'owner' });
  expect(pending.size).toBe(0);
  expect(pending.register('e', 1_000)).toBeNull();
  expect(clock.running).toBe(0);
});

it('names what comes for nobody', () => {
  const wait = pending.register('a', 1_000)!;
  wait.expect(ORDER);
  arrive(reply('a'));
  arrive(reply('a'));
  pending.register('b', 10);
  clock.turn(100);
  arrive(reply('b'));
  arrive(reply('never-seen'));
  pending.take('{"v":1}');
  expect(kinds).toEqual(['matched', 'doubled', 'late', 'unknown', 'malformed']);
});

it('remembers only so many of those who left', () => {
  for (let nth = 0; nth < 7; nth += 1) pending.register(`w${nth}`, 10)!.end({ by: 'owner' });
  arrive(reply('w0'));
  arrive(reply('w6'));
  expect(kinds).toEqual(['unknown', 'late']);
});

it('holds ten thousand callers behind one timer', async () => {
  const crowd = new PendingReplies({ maxWaiting: 10_000, clock });
  const waits = Array.from({ length: 10_000 }, (_, nth) =>
    crowd.register(`w${nth}`, 1 + (nth % 997)),
  );
  expect(clock.running).toBe(1);
  expect(crowd.full).toBe(true);
  clock.turn(1_100);
  const endings = await Promise.all(waits.map((wait) => wait!.ended));
  expect(endings.every(({ by }) => by === 'timeout')).toBe(true);
  expect(crowd.size).toBe(0);
  expect(clock.running).toBe(0);
});
