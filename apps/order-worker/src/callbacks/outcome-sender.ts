import { readMessageAddress } from '@sluice/reply-transports';
import type { CallbackAnswer } from './callback-caller';
import type { CallbackSender } from './callback-sender';
import type { OutcomeMessenger } from './outcome-messenger';
import type { PickedDelivery } from './picked-delivery';

const UNSIGNED: CallbackAnswer = { kind: 'unanswered', why: 'unsigned' };

/** Sends an outcome the way that its address asks for: as a message, or by HTTP. */
export class OutcomeSender {
  /** @param callbacks absent without a secret: a callback that nobody can check is not sent */
  constructor(
    private readonly messenger: OutcomeMessenger,
    private readonly callbacks: CallbackSender | undefined,
  ) {}

  /** Never rejects for what a receiver can do. */
  async send(picked: PickedDelivery): Promise<CallbackAnswer> {
    const address = readMessageAddress(picked.delivery.url);
    if (address !== null) return this.messenger.send(picked, address);
    return this.callbacks?.send(picked) ?? UNSIGNED;
  }
}
