import { type BurstConditions, deriveBurst } from './burst-model.ts';

/** How far a count may lie from the derived one: an order that came a moment late is no defect. */
const TOLERATED_SHARE = 0.03;
const TOLERATED_LEAST = 2;

/** The queue costs some milliseconds an order, which no division by a scale makes smaller. */
const LONGEST_OVERTIME = 1.1;

/**
 * k6 thresholds that hold a burst to what was derived of its conditions.
 *
 * @param noticeMs how much later than its end a client may learn of it, by asking now and then
 */
export function burstThresholds(
  burst: BurstConditions,
  noticeMs: number,
): Record<string, string[]> {
  const { completed, timedOut, expired, refused, lastDoneMs } = deriveBurst(burst);
  const isWell = burst.face === 'sync' ? ['count>=1'] : ['count==0'];
  return {
    burst_completed: near(completed),
    burst_timed_out: near(timedOut),
    burst_expired: near(expired),
    burst_refused: near(refused),
    burst_otherwise: ['count==0'],
    health_refusing: isWell,
    ...(completed > 0 ? { burst_done_after: within(lastDoneMs, noticeMs) } : {}),
  };
}

function within(lastDoneMs: number, noticeMs: number): string[] {
  return [`max>=${lastDoneMs * 0.95}`, `max<=${lastDoneMs * LONGEST_OVERTIME + noticeMs}`];
}

function near(count: number): string[] {
  const slack = Math.max(TOLERATED_LEAST, Math.ceil(count * TOLERATED_SHARE));
  return [`count>=${Math.max(0, count - slack)}`, `count<=${count + slack}`];
}
