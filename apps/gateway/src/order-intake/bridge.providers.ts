import type { Provider } from '@nestjs/common';
import { Logger } from '@sluice/platform';
import { PendingReplies, ReplyInbox } from '@sluice/replies';
import { createReplyInbox, replyTransportSettings } from '@sluice/reply-transports';
import { GatewayConfig } from '../gateway.config';
import { BridgeMetrics } from './bridge.metrics';
import { ExpiryWatch } from './expiry-watch';
import { HeldOrdersService } from './held-orders.service';
import { ReplyDesk } from './reply-desk';

/** What holds callers for the outcome of their orders. */
export const BRIDGE_PROVIDERS: Provider[] = [
  BridgeMetrics,
  ExpiryWatch,
  HeldOrdersService,
  ReplyDesk,
  {
    provide: PendingReplies,
    inject: [GatewayConfig, BridgeMetrics],
    useFactory: createPending,
  },
  {
    provide: ReplyInbox,
    inject: [GatewayConfig, Logger],
    useFactory: (config: GatewayConfig, logger: Logger) =>
      createReplyInbox(config.replyTransport, replyTransportSettings(config, 'gateway', logger)),
  },
];

function createPending(config: GatewayConfig, metrics: BridgeMetrics): PendingReplies {
  const pending = new PendingReplies({
    maxWaiting: config.bridgeMaxWaiting,
    onReply: metrics.received,
  });
  metrics.watch(pending);
  return pending;
}
