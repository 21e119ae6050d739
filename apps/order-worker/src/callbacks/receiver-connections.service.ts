import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CallbackCaller } from './callback-caller';
import { OutcomeMessenger } from './outcome-messenger';

/** Cuts the connections to receivers at the very end, when nothing is under way any more. */
@Injectable()
export class ReceiverConnections implements OnApplicationShutdown {
  constructor(
    private readonly caller: CallbackCaller,
    private readonly messenger: OutcomeMessenger,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.caller.close(), this.messenger.close()]);
  }
}
