import { Injectable } from '@nestjs/common';
import { FaultSource, type Fault } from '../fault-source.port';
import { Chance } from './chance.port';
import { ActiveProfile } from './profile/active-profile';

/** Draws faults by the profile in force when the service ends, so that healing is immediate. */
@Injectable()
export class FailureInjector extends FaultSource {
  constructor(
    private readonly profile: ActiveProfile,
    private readonly chance: Chance,
  ) {
    super();
  }

  draw(): Fault | null {
    return this.profile.current.failure.draw(this.chance);
  }
}
