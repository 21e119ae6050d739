import type { BegunDelivery, Turn } from '@sluice/task-queue';
import { SlotPool } from '../tasks/slot-pool';
import type { TurnTerms } from '../tasks/task-handler';
import { WorkerConfig } from '../worker.config';
import { CallbackIntakePolicy } from './callback-intake.policy';
import type { SigningClock } from './callback-signer';
import { PerOriginLimiter } from './per-origin-limiter';

const ANSWER = { nowMs: 7 } as Turn<BegunDelivery>;

describe('CallbackIntakePolicy', () => {
  const observe = jest.fn();
  let slots: SlotPool;
  let limiter: PerOriginLimiter;
  let policy: CallbackIntakePolicy;

  beforeEach(() => {
    observe.mockReset();
    slots = new SlotPool(16);
    limiter = new PerOriginLimiter(Object.assign(new WorkerConfig(), { callbackConcurrency: 16 }));
    policy = new CallbackIntakePolicy(slots, limiter, { observe } as unknown as SigningClock);
  });

  const terms = (): TurnTerms => policy.terms({ want: slots.free, retryRoom: 4, awake: true });

  /** Calls of a client to receivers of their own. */
  function busy(client: string, count: number): void {
    for (let nth = 0; nth < count; nth += 1) {
      limiter.enter({ client, origin: `${client}-${nth}` });
      slots.take(slots.reserve(1), 1, 1);
    }
  }

  it('asks for no more than one client may have, all of them being its', () => {
    expect(terms()).toEqual({ want: 8, retryRoom: 4, skipClients: [] });
  });

  it('passes over a client that has its share, and asks for others', () => {
    busy('a', 8);
    expect(terms()).toEqual({ want: 4, retryRoom: 4, skipClients: ['a'] });
  });

  it('lets a client with some have as many as it then leaves', () => {
    busy('a', 4);
    expect(terms()).toEqual({ want: 4, retryRoom: 4, skipClients: [] });
  });

  it('counts what it asked for and was not answered as one more client', () => {
    const first = terms();
    slots.reserve(first.want);
    expect(terms().want).toBe(0);
    policy.failed(first);
    expect(terms().want).toBe(4);
  });

  it("passes Redis' time on", () => {
    policy.answered(terms(), ANSWER);
    expect(observe).toHaveBeenCalledWith(7);
  });
});
