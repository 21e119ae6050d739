type Ring = () => void;

/**
 * Keeps one wake set, for the earliest moment that was asked for. May ring earlier than it was last
 * set to, never later; its owner sees for himself what is due.
 */
export class Alarm {
  private cancel: Ring | undefined;
  private setToMs = Infinity;

  constructor(
    private readonly wakeAt: (momentMs: number, ring: Ring) => Ring,
    private readonly ring: Ring,
  ) {}

  /** @param momentMs `Infinity`: there is nothing to wake for */
  setTo(momentMs: number): void {
    if (momentMs >= this.setToMs && momentMs !== Infinity) return;
    this.cancel?.();
    this.cancel = undefined;
    this.setToMs = momentMs;
    if (momentMs !== Infinity) this.cancel = this.wakeAt(momentMs, () => this.wake());
  }

  private wake(): void {
    this.cancel = undefined;
    this.setToMs = Infinity;
    this.ring();
  }
}
