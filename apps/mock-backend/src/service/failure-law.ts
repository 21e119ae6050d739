import type { Fault, FaultKind, FaultMoment } from '../fault-source.port';
import type { Chance } from './chance.port';

/** Which share of the work goes wrong, and how. */
export class FailureLaw {
  constructor(
    readonly kind: FaultKind | 'none',
    readonly rate: number,
    readonly when: FaultMoment,
  ) {}

  draw(chance: Chance): Fault | null {
    if (this.kind === 'none' || chance.next() >= this.rate) return null;
    return { kind: this.kind, when: this.when };
  }
}
