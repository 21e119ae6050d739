import type { ReplyInbox, ReplyOutbox } from '@sluice/replies';
import type { ReplyTransportSettings } from './reply-transport';
import type { ReplyTransportName } from './reply-transport-name';
import { TRANSPORTS } from './transport-registry';

/** A gateway's end of the chosen transport, not opened yet. Gateways and workers choose alike. */
export async function createReplyInbox(
  name: ReplyTransportName,
  settings: ReplyTransportSettings,
): Promise<ReplyInbox> {
  return (await TRANSPORTS[name]()).createInbox(settings);
}

/** A sender's end of the chosen transport. */
export async function createReplyOutbox(
  name: ReplyTransportName,
  settings: ReplyTransportSettings,
): Promise<ReplyOutbox> {
  return (await TRANSPORTS[name]()).createOutbox(settings);
}
