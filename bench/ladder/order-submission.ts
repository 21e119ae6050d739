import type { SubmitAnswer } from '../measure/order-client.ts';
import type { Endpoint } from './ladder.model.ts';

/** What a submission needs of the gateway. */
export interface Intake {
  submit(path: string, orderJson: string): Promise<SubmitAnswer>;
  orderStatus(location: string): Promise<string | undefined>;
}

export interface Submission {
  /** From the first attempt until the order was taken, with every retry and pause between. */
  latencyMs: number;
  failures: number;
  location: string;
}

export interface SubmissionClock {
  nowMs(): number;
  pause(ms: number): Promise<void>;
}

/** The status with which each endpoint says that the order is where it should be. */
const TAKEN: Record<Endpoint, number> = { sync: 200, async: 202 };

const DEFAULT_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
const FOLLOW_INTERVAL_MS = 50;

/**
 * Sends one order until it is taken. A failed attempt is a lost connection, a 429 or a 5xx. A 409
 * after a failed attempt of our own says that this attempt did count: its order is followed to its
 * end instead.
 * @throws Error when the gateway definitely refuses the order, or the followed one is not completed.
 */
export async function submitUntilTaken(
  intake: Intake,
  endpoint: Endpoint,
  orderJson: string,
  clock: SubmissionClock,
): Promise<Submission> {
  const startedMs = clock.nowMs();
  const done = (location: string | undefined, failures: number): Submission => {
    return { latencyMs: clock.nowMs() - startedMs, failures, location: location ?? '' };
  };
  for (let failures = 0; ; failures += 1) {
    const answer = await attempt(intake, endpoint, orderJson);
    if (answer?.status === TAKEN[endpoint]) return done(answer.location, failures);
    if (answer?.status === 409 && failures > 0 && answer.location !== undefined) {
      await followToEnd(intake, answer.location, clock);
      return done(answer.location, failures);
    }
    if (answer && !isWorthRetrying(answer.status)) throw refused(answer.status);
    await clock.pause(pauseMs(answer));
  }
}

/** Undefined when the connection failed. */
async function attempt(
  intake: Intake,
  endpoint: Endpoint,
  orderJson: string,
): Promise<SubmitAnswer | undefined> {
  try {
    return await intake.submit(`/v1/orders/${endpoint}`, orderJson);
  } catch {
    return undefined;
  }
}

async function followToEnd(
  intake: Intake,
  location: string,
  clock: SubmissionClock,
): Promise<void> {
  for (;;) {
    const status = await intake.orderStatus(location);
    if (status === 'completed') return;
    if (status !== 'queued' && status !== 'processing') {
      throw new Error(`an order that was sent again ended ${status ?? 'unknown'}`);
    }
    await clock.pause(FOLLOW_INTERVAL_MS);
  }
}

function isWorthRetrying(status: number): boolean {
  return status === 429 || status >= 500;
}

/** What the gateway asks for, but no longer than an impatient client would wait. */
function pauseMs(answer: SubmitAnswer | undefined): number {
  const asked = answer?.retryAfterS === undefined ? DEFAULT_PAUSE_MS : answer.retryAfterS * 1_000;
  return Math.min(asked, LONGEST_PAUSE_MS);
}

function refused(status: number): Error {
  return new Error(`the gateway answered ${status} to an order that it should take`);
}
