import { Chance } from '../chance.port';

/** Brings the given values, over and over. */
export class ChosenChance extends Chance {
  private turn = 0;

  constructor(private readonly values: readonly number[]) {
    super();
  }

  next(): number {
    return this.values[this.turn++ % this.values.length] ?? 0;
  }
}

/** The same even spread in every run (a linear congruential generator). */
export class SeededChance extends Chance {
  constructor(private state = 1) {
    super();
  }

  next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }
}
