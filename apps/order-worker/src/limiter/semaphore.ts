import { assertCapacity } from '../tasks/slot-pool';

/** Gives a slot back; further calls change nothing. */
export type ReleaseSlot = () => void;

interface Waiter {
  readonly grant: (release: ReleaseSlot | undefined) => void;
  readonly signal: AbortSignal | undefined;
  readonly onAbort: () => void;
}

/** A number of places, handed out first come, first served; a changed number takes effect at once. */
export class Semaphore {
  private readonly waiters = new Set<Waiter>();
  private used = 0;

  constructor(private slots: number) {
    assertCapacity(slots);
  }

  get capacity(): number {
    return this.slots;
  }

  get inUse(): number {
    return this.used;
  }

  get waiting(): number {
    return this.waiters.size;
  }

  /** Resolves with a slot, or with undefined when `signal` is aborted before there is one. */
  acquire(signal?: AbortSignal): Promise<ReleaseSlot | undefined> {
    if (signal?.aborted === true) return Promise.resolve(undefined);
    if (this.waiters.size === 0 && this.used < this.slots) return Promise.resolve(this.take());
    return new Promise((grant) => this.enqueue(grant, signal));
  }

  /** @throws RangeError for anything but a positive whole number */
  setCapacity(slots: number): void {
    assertCapacity(slots);
    this.slots = slots;
    this.serve();
  }

  private enqueue(grant: Waiter['grant'], signal: AbortSignal | undefined): void {
    const onAbort = (): void => {
      this.waiters.delete(waiter);
      grant(undefined);
    };
    const waiter: Waiter = { grant, signal, onAbort };
    this.waiters.add(waiter);
    signal?.addEventListener('abort', onAbort, { once: true });
  }

  private serve(): void {
    for (const waiter of this.waiters) {
      if (this.used >= this.slots) return;
      this.waiters.delete(waiter);
      waiter.signal?.removeEventListener('abort', waiter.onAbort);
      waiter.grant(this.take());
    }
  }

  private take(): ReleaseSlot {
    this.used += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.used -= 1;
      this.serve();
    };
  }
}
