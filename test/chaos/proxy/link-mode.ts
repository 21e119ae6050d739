/** The two ways through a link: `requests` go to the server, `replies` come from it. */
export type Direction = 'requests' | 'replies';

/**
 * What a link does with what goes through it.
 *
 * | mode | connections that are there | new connections |
 * | --- | --- | --- |
 * | `pass` | go on | go on |
 * | `blackhole` | every byte that way is lost, no end is seen | accepted, likewise |
 * | `drop-reply` | requests go through, replies are lost | likewise |
 * | `half-open` | the peer has vanished without a word, for good | likewise |
 * | `hold` | bytes wait until the mode changes, then arrive late | likewise |
 * | `slow` | bytes arrive later and at a bounded rate | likewise |
 * | `reset` | are reset (RST) | are reset |
 * | `refuse` | are reset | meet no listener |
 *
 * When a mode that loses bytes ends, the connections that lost some are reset: TCP never delivers
 * with a gap. Only half-open ones stay silent until their owner gives them up.
 */
export type LinkMode =
  | { kind: 'pass' }
  | { kind: 'blackhole'; direction: Direction | 'both' }
  | { kind: 'drop-reply' }
  | { kind: 'half-open' }
  | { kind: 'hold' }
  | { kind: 'slow'; latencyMs: number; bytesPerSecond: number }
  | { kind: 'reset' }
  | { kind: 'refuse' };

export const PASS: LinkMode = { kind: 'pass' };

/** What happens to a chunk in one direction. */
export type Treatment =
  { kind: 'pass' | 'lose' | 'hold' } | { kind: 'slow'; latencyMs: number; bytesPerSecond: number };

export function treatmentOf(mode: LinkMode, direction: Direction): Treatment {
  switch (mode.kind) {
    case 'blackhole':
      return { kind: [direction, 'both'].includes(mode.direction) ? 'lose' : 'pass' };
    case 'drop-reply':
      return { kind: direction === 'replies' ? 'lose' : 'pass' };
    case 'half-open':
      return { kind: 'lose' };
    case 'hold':
      return { kind: 'hold' };
    case 'slow':
      return mode;
    case 'pass':
    case 'reset':
    case 'refuse':
      return { kind: 'pass' };
  }
}
