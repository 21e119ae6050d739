import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, orderIdIn } from '../check/sighting.ts';
import type { SubmitEvent } from '../history/history-event.ts';
import type { SeededRandom } from '../random/seeded-random.ts';
import type { OrderClient, Submission } from './order-client.ts';

const MOST_TRIES = 4;
const SHORTEST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/** What it takes to count a submission. */
export interface SubmissionObserver {
  answered(event: SubmitEvent): void;
}

/**
 * Submits as a client does that wants its order taken: what was refused for want of room, or not
 * answered, is sent again, the very same request, to whichever gateway.
 */
export class PatientSubmitter {
  readonly #client: OrderClient;
  readonly #random: SeededRandom;
  readonly #observer: SubmissionObserver;
  readonly #ending: AbortSignal;

  constructor(
    client: OrderClient,
    random: SeededRandom,
    observer: SubmissionObserver,
    ending: AbortSignal,
  ) {
    this.#client = client;
    this.#random = random;
    this.#observer = observer;
    this.#ending = ending;
  }

  /** Resolves with the order's id once one is known, with undefined when no answer named one. */
  async submit(gateway: number, submission: Submission): Promise<string | undefined> {
    let target = gateway;
    for (let tries = 1; ; tries += 1) {
      const event = await this.#client.submit(target, submission);
      this.#observer.answered(event);
      const answer = answerOf(event);
      const orderId = answer && orderIdIn(answer);
      const isOver = answer !== undefined && answer.status !== 503 && answer.status !== 429;
      if (isOver || tries === MOST_TRIES || !(await this.#pause())) return orderId;
      target = this.#random.integer(0, this.#client.gatewayCount - 1);
    }
  }

  /** False when the run ends meanwhile. */
  async #pause(): Promise<boolean> {
    const pauseMs = this.#random.integer(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS);
    return sleep(pauseMs, true, { signal: this.#ending }).catch(() => false);
  }
}
