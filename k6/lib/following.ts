import { sleep } from 'k6';
import { member, read, type Answer, type Headers } from './gateway.ts';

const FINAL = ['completed', 'failed', 'expired', 'cancelled'];

export interface Followed {
  /** A final status, or what it was when patience ended. */
  status: string;
  /** How often it was asked for. */
  asked: number;
}

export interface Patience {
  /** Between two questions; 0 for long polls, which wait by themselves. */
  pauseS: number;
  /** Until the follower gives up. */
  longestS: number;
  headers?: Headers;
}

/** Asks for an order until it is final. */
export function follow(id: string, { pauseS, longestS, headers = {} }: Patience): Followed {
  const endMs = Date.now() + longestS * 1_000;
  for (let asked = 1; ; asked += 1) {
    const status = statusOf(read(id, headers));
    if (FINAL.includes(status) || Date.now() >= endMs) return { status, asked };
    if (pauseS > 0) sleep(pauseS);
  }
}

/** An expired order is answered as a problem that holds the order. */
export function statusOf(answer: Answer): string {
  if (answer.status === 410) return 'expired';
  const status = member(answer, 'status');
  return answer.status === 200 && typeof status === 'string' ? status : `http-${answer.status}`;
}
