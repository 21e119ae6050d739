import { METRICS_PREFIX } from '@sluice/platform';
import { ReplySender } from '@sluice/replies';
import { Counter, type Registry } from 'prom-client';
import { createReplyOutbox } from './create-reply-transport';
import type { ReplyTransportSettings } from './reply-transport';
import type { ReplyTransportName } from './reply-transport-name';

/** A sender over the chosen transport whose replies are counted, and whose failures are logged. */
export async function createReplySender(
  name: ReplyTransportName,
  settings: ReplyTransportSettings,
  registry: Registry,
): Promise<ReplySender> {
  const replies = new Counter({
    name: `${METRICS_PREFIX}replies_sent_total`,
    help: 'Replies to waiting gateways, by outcome: sent, failed, unaddressable',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const outbox = await createReplyOutbox(name, settings);
  return new ReplySender(outbox, (outcome, error) => {
    replies.inc({ outcome });
    if (outcome !== 'sent') {
      settings.logger.warn({ err: error, outcome }, 'reply could not be sent');
    }
  });
}
