import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { WorkersRoll } from '@sluice/order-lifecycle';
import { DrainState } from '@sluice/platform';
import { WorkerControl } from './worker-control.port';

const SIGN_EVERY_MS = 1_000;

/** Keeps this worker on the roll from its start until it is asked to stop. */
@Injectable()
export class RollCall implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private signing: Promise<void> = Promise.resolve();

  constructor(
    private readonly roll: WorkersRoll,
    private readonly control: WorkerControl,
    private readonly drain: DrainState,
  ) {}

  onApplicationBootstrap(): void {
    this.sign();
    this.timer = setInterval(() => this.sign(), SIGN_EVERY_MS);
  }

  /** Waits for the last sign, or it would put the worker back on the roll. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.signing;
    await this.roll.leave(this.control.state().workerId).catch(() => undefined);
  }

  /** A sign that fails is one that is missing; the next comes soon. */
  private sign(): void {
    if (this.drain.draining) return;
    const signed = this.roll.sign(this.control.state()).catch(() => undefined);
    this.signing = Promise.all([this.signing, signed]).then(() => undefined);
  }
}
