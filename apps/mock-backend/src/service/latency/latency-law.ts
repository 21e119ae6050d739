import type { Chance } from '../chance.port';

/** How long one order keeps a worker busy when nothing slows the backend down. */
export abstract class LatencyLaw {
  /** The service time of the next order in milliseconds, ≥ 0. */
  abstract sampleMs(chance: Chance): number;
}
