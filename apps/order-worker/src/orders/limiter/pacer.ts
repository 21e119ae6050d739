import { broadcastController } from '../broadcast-controller';
import { FixedLimiter } from './fixed-limiter';
import { LeadTime } from './lead-time';
import type { PaceDesk } from './pace-desk';
import { sleepUntil } from '../sleep-until';
import { ANY_TIME, ticketsAhead, type Turn, turnOf } from './turn';

/**
 * Spaces the starts of orders evenly, in step with all other workers. An order comes in two steps,
 * because it has to be begun between them: shortly before its moment, and exactly at it.
 */
export class Pacer {
  private readonly line = new FixedLimiter(2);
  private readonly lead = new LeadTime();
  private rateChange = broadcastController();
  private paced = false;

  constructor(private readonly desk: PaceDesk) {}

  /** Whether a rate is set. Whoever waits now asks for a new turn. */
  setPaced(paced: boolean): void {
    this.paced = paced;
    this.rateChange.abort();
    this.rateChange = broadcastController();
  }

  /** Told how long beginning an order took. */
  observeBegin(tookMs: number): void {
    this.lead.observe(tookMs);
  }

  /**
   * Waits until an order's moment is so near that it should be begun; undefined when `signal` came
   * first. Rejects when Redis cannot be asked.
   */
  async approach(signal: AbortSignal): Promise<Turn | undefined> {
    if (!this.paced) return ANY_TIME;
    const leavePlace = await this.line.acquire(signal);
    if (leavePlace === undefined) return undefined;
    try {
      return await this.nextTurn(signal);
    } finally {
      leavePlace();
    }
  }

  /**
   * Waits for the moment itself. A turn that was missed (Redis or this process stalled) is replaced
   * by a new one: late starts would crowd. Rejects when Redis cannot be asked for it.
   */
  async start(turn: Turn): Promise<void> {
    let mine = turn;
    for (;;) {
      const arrived = await sleepUntil(mine.atMs, [this.rateChange.signal]);
      if (arrived && performance.now() - mine.atMs <= mine.toleranceMs) return;
      mine = await this.takeTurn(arrived);
    }
  }

  private async nextTurn(signal: AbortSignal): Promise<Turn | undefined> {
    while (!signal.aborted) {
      const { signal: changed } = this.rateChange;
      const turn = await this.takeTurn();
      if (await sleepUntil(turn.atMs - this.lead.leadMs, [signal, changed])) return turn;
    }
    return undefined;
  }

  private async takeTurn(missedLast = false): Promise<Turn> {
    if (!this.paced) return ANY_TIME;
    const ticket = await this.desk.next(missedLast);
    if (ticket === undefined) return ANY_TIME;
    this.line.setCapacity(ticketsAhead(ticket.intervalMs));
    return turnOf(ticket);
  }
}
