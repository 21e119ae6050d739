/** Where randomness comes from; a port, so that specs can choose what chance brings. */
export abstract class Chance {
  /** Evenly spread, 0 ≤ value < 1. */
  abstract next(): number;
}
