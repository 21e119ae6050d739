import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import type { OrderMessage } from './order-message';
import { OrderMessages } from './order-messages.service';

/**
 * Orders that come as messages. An event to Nest, not a request: the answer goes to the destination
 * that the message names, and the outcome follows from whichever worker has it.
 */
@Controller()
export class OrderMessagesController {
  constructor(private readonly messages: OrderMessages) {}

  @EventPattern(SUBMISSIONS_CHANNEL)
  async submit(@Payload() message: OrderMessage): Promise<void> {
    await this.messages.take(message);
  }
}
