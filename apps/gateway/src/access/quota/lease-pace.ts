/** A block is meant to last so long: four trips a second for a client that never stops. */
const BLOCK_LASTS_MS = 250;

/** Learns how fast a client spends, to ask for blocks of the right size. */
export class LeasePace {
  private spentTokens = 0;
  private sinceMs: number | undefined;

  spent(count: number): void {
    this.spentTokens += count;
  }

  /** Tokens for the next block; called once per block. */
  nextBlock(nowMs: number): number {
    const tookMs = Math.max(1, nowMs - (this.sinceMs ?? nowMs - BLOCK_LASTS_MS));
    const tokens = Math.ceil((this.spentTokens / tookMs) * BLOCK_LASTS_MS);
    this.spentTokens = 0;
    this.sinceMs = nowMs;
    return Math.max(1, tokens);
  }
}
