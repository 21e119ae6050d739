import type { ClientEvent } from '../../history/history-event.ts';
import type { CheckLimits } from '../evidence.ts';
import { answerOf, codeOf, member } from '../sighting.ts';
import type { Violation } from '../violation.ts';
import { orderFaultOf, problemFaultOf, receiptFaultOf, type AnswerFault } from './answer-shapes.ts';

/** Every answer is one that the contract has for this request, in its shape and in time. */
export function checkAnswer(
  event: ClientEvent,
  orderNumber: string,
  limits: CheckLimits,
): Violation[] {
  const bad = (rule: string, expected: string, seen: string): Violation[] => [
    { kind: 'badAnswer', rule, orderNumber, expected, seen },
  ];
  const fault = statusFaultOf(event) ?? shapeFaultOf(event);
  if (fault) return bad('answers keep the contract', fault.expected, fault.seen);
  const tookMs = Math.round(event.endedAtMs - event.atMs - event.lagMs);
  const withinMs = limits.answerWithinMs[event.kind === 'submit' ? event.path : 'look'];
  if (tookMs <= withinMs || isBroken(event)) return [];
  return bad(
    'answers are in time',
    `an answer within ${withinMs} ms`,
    `${told(event)}, ${tookMs} ms`,
  );
}

/** What a valid request may meet. Neither 400 nor 500 is ever among it. */
const STATUSES: Record<string, readonly number[]> = {
  async: [202, 409, 422, 429, 503],
  sync: [200, 409, 422, 429, 502, 503, 504],
  poll: [200, 404, 410, 503],
  cancel: [200, 404, 409, 503],
  replay: [200, 202, 204, 404, 409, 503],
};

function statusFaultOf(event: ClientEvent): AnswerFault | undefined {
  const status = answerOf(event)?.status;
  const allowed = STATUSES[event.kind === 'submit' ? event.path : event.kind] ?? [];
  if (status === undefined || allowed.includes(status)) return undefined;
  return { expected: `one of ${allowed.join()}`, seen: told(event) };
}

function shapeFaultOf(event: ClientEvent): AnswerFault | undefined {
  const answer = answerOf(event);
  if (!answer) return undefined;
  if (answer.status >= 400) return problemFaultOf(answer);
  if (event.kind === 'submit') return receiptFaultOf(answer, event.orderNumber);
  return event.kind === 'poll' ? orderFaultOf(answer) : undefined;
}

/** A connection that broke is the network's doing; silence is the gateway's. */
function isBroken({ outcome }: ClientEvent): boolean {
  return 'failure' in outcome && outcome.failure !== 'silent';
}

function told(event: ClientEvent): string {
  if ('failure' in event.outcome) return 'no answer';
  const detail = member(event.outcome.body, 'detail');
  return [event.outcome.status, codeOf(event), detail].filter(Boolean).join(' ');
}
