/** Gives a slot back; further calls change nothing. */
export type ReleaseSlot = () => void;

interface Waiter {
  readonly grant: (release: ReleaseSlot | undefined) => void;
  readonly signal: AbortSignal | undefined;
  readonly onAbort: () => void;
}

/**
 * A fixed number of slots, handed out first come, first served. It bounds how much this process has
 * under way at the backend; changing the capacity takes effect at once, slots in use are never taken
 * away.
 */
export class FixedLimiter {
  private readonly waiters = new Set<Waiter>();
  private used = 0;
  private ceiling = Infinity;

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
    if (this.waiters.size === 0 && this.used < this.open) return Promise.resolve(this.take());
    return new Promise((grant) => this.enqueue(grant, signal));
  }

  /** @throws RangeError for anything but a positive whole number */
  setCapacity(slots: number): void {
    assertCapacity(slots);
    this.slots = slots;
    this.serve();
  }

  /**
   * Holds the slots below a ceiling for the time being, without touching the capacity; 0 hands out
   * none, Infinity lifts it.
   */
  setCeiling(slots: number): void {
    this.ceiling = slots;
    this.serve();
  }

  private get open(): number {
    return Math.min(this.slots, this.ceiling);
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
      if (this.used >= this.open) return;
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

function assertCapacity(slots: number): void {
  if (!Number.isSafeInteger(slots) || slots < 1) {
    throw new RangeError('The capacity has to be a positive whole number');
  }
}
