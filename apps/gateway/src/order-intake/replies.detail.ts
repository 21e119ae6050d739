import type { HealthDetail } from '@sluice/platform';
import type { ReplyDesk } from './reply-desk';

/** `replies`: who waits, and whether replies come in; without them callers are answered 202. */
export function repliesDetail(desk: ReplyDesk, transport: string): HealthDetail {
  return function replies() {
    const { waiting, ready } = desk;
    const warning = ready ? {} : { warning: 'replies do not come in, callers are not held' };
    return { replies: { status: 'up', transport, waiting, ...warning } };
  };
}
