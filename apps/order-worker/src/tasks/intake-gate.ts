import { broadcastController } from './broadcast-controller';

/** Who may keep this worker from taking orders in. */
export type ClosingReason = 'operator' | 'draining';

/**
 * Whether this worker takes orders in. It is open when nobody holds it shut; several may at once,
 * and none opens it for another.
 */
export class IntakeGate {
  private readonly reasons = new Set<ClosingReason>();
  private readonly listeners = new Set<(open: boolean) => void>();
  private controller = broadcastController();

  get isOpen(): boolean {
    return this.reasons.size === 0;
  }

  isClosedBy(reason: ClosingReason): boolean {
    return this.reasons.has(reason);
  }

  /** Aborted when the gate closes; a gate that opens again has a new one. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  close(reason: ClosingReason): void {
    const wasOpen = this.isOpen;
    this.reasons.add(reason);
    if (!wasOpen) return;
    this.controller.abort();
    this.tell();
  }

  open(reason: ClosingReason): void {
    const wasShut = this.reasons.delete(reason);
    if (!wasShut || !this.isOpen) return;
    this.controller = broadcastController();
    this.tell();
  }

  onChange(listener: (open: boolean) => void): void {
    this.listeners.add(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener(this.isOpen);
  }
}
