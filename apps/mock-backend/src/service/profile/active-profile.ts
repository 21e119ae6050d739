import { Injectable } from '@nestjs/common';
import type { ServiceProfile } from './service-profile';

/**
 * The profile in force. A change holds for everything that is drawn after it: service times of
 * orders that start, faults of orders that end, the number of workers and the contention law at
 * once. An order in service keeps the work it was given, and no worker drops what he is doing.
 */
@Injectable()
export class ActiveProfile {
  private readonly listeners: (() => void)[] = [];

  constructor(private profile: ServiceProfile) {}

  get current(): ServiceProfile {
    return this.profile;
  }

  change(profile: ServiceProfile): void {
    this.tell();
    this.profile = profile;
    this.tell();
  }

  /** Calls back right before a change, for what is due by the old profile, and right after it. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
