/**
 * The bounded pool of synchronous orders in flight: the event-driven counterpart of a gateway's
 * thread pool. Nothing queues for it; who finds it full is refused at once.
 */
export class SyncPool {
  private taken = 0;

  /** @param capacity most orders in flight */
  constructor(readonly capacity: number) {}

  get inUse(): number {
    return this.taken;
  }

  get saturated(): boolean {
    return this.taken >= this.capacity;
  }

  /** Takes a place; false when there is none. Each true asks for one {@link release}. */
  tryTake(): boolean {
    if (this.saturated) return false;
    this.taken++;
    return true;
  }

  release(): void {
    this.taken--;
  }
}
