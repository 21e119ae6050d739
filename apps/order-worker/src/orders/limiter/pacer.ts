import { broadcastController } from '../../tasks/broadcast-controller';
import { sleepUntil } from '../../tasks/sleep-until';
import { FixedLimiter } from './fixed-limiter';
import { LeadTime } from './lead-time';
import type { PaceDesk } from './pace-desk';
import { ticketsAhead, type Turn, turnOf } from './turn';

/**
 * Spaces the starts of orders evenly, in step with all other workers. An order comes in two steps,
 * because it has to be begun between them: shortly before a start that this worker has, and exactly
 * at one. Whoever is ready first takes the first start, so that an order which took long to begin, or
 * was not handed out at all, costs none.
 */
export class Pacer {
  private readonly line = new FixedLimiter(2);
  private readonly lead = new LeadTime();
  private rateChange = broadcastController();
  private paced = false;
  /** Starts that nobody has taken yet, soonest first. */
  private turns: Turn[] = [];
  /** Starts that passed unused since the desk was asked last. */
  private missed = 0;

  constructor(private readonly desk: PaceDesk) {}

  /** Whether a rate is set. Whoever waits now asks for a new start. */
  setPaced(paced: boolean): void {
    this.paced = paced;
    this.turns = [];
    this.rateChange.abort();
    this.rateChange = broadcastController();
  }

  /** Told how long beginning an order took. */
  observeBegin(tookMs: number): void {
    this.lead.observe(tookMs);
  }

  /**
   * Waits until a start is so near that an order should be begun for it; false when `signal` came
   * first. Rejects when Redis cannot be asked.
   */
  async approach(signal: AbortSignal): Promise<boolean> {
    if (!this.paced) return !signal.aborted;
    const leavePlace = await this.line.acquire(signal);
    if (leavePlace === undefined) return false;
    try {
      return await this.nearTurn(signal);
    } finally {
      leavePlace();
    }
  }

  /**
   * Waits for the first start there is. One that was missed (Redis or this process stalled) is never
   * made up for at once: late starts would crowd. Rejects when Redis cannot be asked for another.
   */
  async start(): Promise<void> {
    while (this.paced) {
      const turn = this.turns.shift() ?? (await this.takeTurn());
      if (turn === undefined) return;
      const arrived = await sleepUntil(turn.atMs, [this.rateChange.signal]);
      if (arrived && performance.now() - turn.atMs <= turn.toleranceMs) return;
      if (arrived) this.missed += 1;
    }
  }

  private async nearTurn(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const { signal: changed } = this.rateChange;
      const turn = await this.takeTurn();
      if (turn === undefined) return !signal.aborted;
      if (changed.aborted) continue;
      this.turns.push(turn);
      if (await sleepUntil(turn.atMs - this.lead.leadMs, [signal, changed])) return true;
      this.turns = this.turns.filter((one) => one !== turn);
    }
    return false;
  }

  private async takeTurn(): Promise<Turn | undefined> {
    const { missed } = this;
    this.missed = 0;
    const ticket = this.paced ? await this.desk.next(missed) : undefined;
    if (ticket === undefined) return undefined;
    this.line.setCapacity(ticketsAhead(ticket.intervalMs));
    return turnOf(ticket);
  }
}
