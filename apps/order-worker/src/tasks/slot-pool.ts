/** Which ceiling a slot was taken under; given back with it. */
export type SlotEra = number;

/**
 * A fixed number of slots: how much this process has under way at once. Slots are reserved for the
 * tasks that are asked for, and taken by those that come. A changed capacity takes effect at once;
 * slots in use are never taken away.
 */
export class SlotPool {
  private readonly listeners: (() => void)[] = [];
  private used = 0;
  private reserved = 0;
  private ceiling = Infinity;
  /** Which the ceiling counts: taken and reserved since it was last put to 0. */
  private countedByCeiling = 0;
  private era: SlotEra = 0;

  constructor(private slots: number) {
    assertCapacity(slots);
  }

  get capacity(): number {
    return this.slots;
  }

  get inUse(): number {
    return this.used;
  }

  /** Slots that nobody has and nobody asked a task for. */
  get free(): number {
    const below = Math.min(
      this.slots - this.used - this.reserved,
      this.ceiling - this.countedByCeiling,
    );
    return Math.max(0, below);
  }

  /** Calls `listener` whenever there may be more free slots than by what was given back. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** @throws RangeError for anything but a positive whole number */
  setCapacity(slots: number): void {
    assertCapacity(slots);
    this.slots = slots;
    this.tell();
  }

  /**
   * Holds new tasks below a ceiling, without touching the capacity; Infinity lifts it. After a ceiling
   * of 0 only what begins from then on counts: what hangs from before keeps no probe out.
   */
  setCeiling(slots: number): void {
    this.ceiling = slots;
    if (slots === 0) {
      this.era += 1;
      this.countedByCeiling = 0;
    }
    this.tell();
  }

  /** Keeps free slots for tasks that are asked for. */
  reserve(count: number): SlotEra {
    this.reserved += count;
    this.countedByCeiling += count;
    return this.era;
  }

  /** Of the slots reserved, `taken` tasks came for; the rest is free again. */
  take(era: SlotEra, reserved: number, taken: number): void {
    this.reserved -= reserved;
    this.used += taken;
    if (era === this.era) this.countedByCeiling -= reserved - taken;
  }

  /** Gives one slot back. */
  release(era: SlotEra): void {
    this.used -= 1;
    if (era === this.era) this.countedByCeiling -= 1;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** @throws RangeError for anything but a positive whole number */
export function assertCapacity(slots: number): void {
  if (!Number.isSafeInteger(slots) || slots < 1) {
    throw new RangeError('The capacity has to be a positive whole number');
  }
}
