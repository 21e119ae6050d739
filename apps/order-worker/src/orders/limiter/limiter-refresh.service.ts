import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { type BullIntake, PREFETCH } from '../../tasks/bull/bull-intake';
import type { LimiterControl } from './limiter-control';

const EVERY_MS = 5_000;

/** Keeps the limiter as operators set it, and Bull wide enough for it. */
export class LimiterRefresh implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly control: LimiterControl,
    private readonly bull: BullIntake,
  ) {}

  /** Not sooner: Bull must know its handler before it is widened. */
  onApplicationBootstrap(): void {
    this.control.follow(({ concurrency }) => this.bull.growTo(concurrency + PREFETCH));
    this.timer = setInterval(() => void this.refresh(), EVERY_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private refresh(): Promise<void> {
    return this.control.restore().catch(() => undefined);
  }
}
