import { Injectable } from '@nestjs/common';
import type { BegunDelivery, Turn } from '@sluice/task-queue';
import { IntakePolicy, type TurnOffer, type TurnTerms } from '../tasks/task-handler';
import { SlotPool } from '../tasks/slot-pool';
import { PerOriginLimiter, roomOf } from './per-origin-limiter';
import { SigningClock } from './callback-signer';

/** Begins no more callbacks of a client than it leaves slots free. */
@Injectable()
export class CallbackIntakePolicy extends IntakePolicy<BegunDelivery> {
  /** Asked for and not answered: may all turn out to be one client's. */
  private asked = 0;

  constructor(
    private readonly slots: SlotPool,
    private readonly limiter: PerOriginLimiter,
    private readonly clock: SigningClock,
  ) {
    super();
  }

  override terms({ want, retryRoom }: TurnOffer): TurnTerms {
    const { free } = this.slots;
    const skipClients: string[] = [];
    let most = 0;
    for (const [client, inUse] of this.limiter.inUseByClient) {
      if (inUse >= free) skipClients.push(client);
      else most = Math.max(most, inUse);
    }
    const granted = Math.min(want, roomOf(most + this.asked, free));
    this.asked += granted;
    return { want: granted, retryRoom: Math.min(retryRoom, granted), skipClients };
  }

  override answered({ want }: TurnTerms, turn: Turn<BegunDelivery>): boolean {
    this.asked -= want;
    this.clock.observe(turn.nowMs);
    return false;
  }

  override failed({ want }: TurnTerms): void {
    this.asked -= want;
  }
}
