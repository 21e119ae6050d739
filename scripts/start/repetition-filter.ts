const WINDOW_MS = 10_000;

/**
 * Lets a text through once per ten seconds, however often it comes: an outage would otherwise
 * scroll everything else away. What was held back is counted when the text comes through again.
 */
export class RepetitionFilter {
  private readonly seen = new Map<string, { untilMs: number; held: number }>();
  private readonly now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** The text to show, with its count where some were held back; undefined to show nothing. */
  pass(text: string): string | undefined {
    const known = this.seen.get(text);
    if (known && this.now() < known.untilMs) {
      known.held += 1;
      return undefined;
    }
    this.seen.set(text, { untilMs: this.now() + WINDOW_MS, held: 0 });
    return known && known.held > 0 ? `${text} (${known.held} more of these before)` : text;
  }
}
