import { REDIS_PREFIX } from '@sluice/contracts';
import type { ReplyAddress } from '@sluice/replies';

/**
 * The Redis channel behind an address. Only what stands under this prefix can be reached by an
 * address, whoever wrote it.
 */
export function replyChannel(address: ReplyAddress): string {
  return `${REDIS_PREFIX}:replies:${address}`;
}
