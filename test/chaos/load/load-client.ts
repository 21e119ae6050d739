import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf } from '../check/sighting.ts';
import type { SubmitEvent } from '../history/history-event.ts';
import type { SeededRandom } from '../random/seeded-random.ts';
import { drawArrival, type Arrival, type LoadMix } from './arrival.ts';
import type { LoadTally } from './load-options.ts';
import type { OrderClient, Submission } from './order-client.ts';
import { draftOrder, POISON_MARK } from './order-draft.ts';
import { OrderFollower } from './order-follower.ts';
import { PatientSubmitter } from './patient-submitter.ts';

export interface LoadClientOptions {
  prefix: string;
  ratePerSecond: number;
  mix: LoadMix;
}

const TICK_MS = 5;

/**
 * A crowd of clients with a constant rate of arrivals, whatever becomes of those before: a system
 * that slows down does not slow its callers down.
 */
export class LoadClient {
  readonly #client: OrderClient;
  readonly #random: SeededRandom;
  readonly #options: LoadClientOptions;
  readonly #follower: OrderFollower;
  readonly #submitter: PatientSubmitter;
  readonly #ending = new AbortController();
  readonly #busy = new Set<Promise<unknown>>();
  readonly #acknowledged = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #numbers = 0;
  #refused = 0;
  #unanswered = 0;

  constructor(client: OrderClient, random: SeededRandom, options: LoadClientOptions) {
    this.#client = client;
    this.#random = random;
    this.#options = options;
    this.#follower = new OrderFollower(client, random.fork('looks'));
    const observer = { answered: (event: SubmitEvent) => this.#count(event) };
    const { signal } = this.#ending;
    this.#submitter = new PatientSubmitter(client, random.fork('tries'), observer, signal);
  }

  begin(): void {
    const startedAtMs = performance.now();
    let arrived = 0;
    this.#timer = setInterval(() => {
      const dueMs = performance.now() - startedAtMs;
      const due = Math.floor((dueMs / 1_000) * this.#options.ratePerSecond);
      for (; arrived < due; arrived += 1) this.#do(this.#arrive());
    }, TICK_MS);
  }

  /** No new orders. */
  ebb(): void {
    clearInterval(this.#timer);
  }

  /** Resolves when every request under way has ended. */
  async end(): Promise<void> {
    this.ebb();
    this.#ending.abort();
    this.#follower.stop();
    while (this.#busy.size > 0) await Promise.all(this.#busy);
  }

  tally(kind: LoadTally['kind']): LoadTally {
    const counts = { refused: this.#refused, unanswered: this.#unanswered };
    const acknowledged = this.#acknowledged.size;
    return { kind, submitted: this.#numbers, acknowledged, ...counts, open: this.#follower.open };
  }

  /** One order, so many times at once over all gateways. */
  burst(copies: number, keyed: boolean): void {
    const submission = this.#draft(keyed);
    for (let copy = 0; copy < copies; copy += 1) {
      this.#do(this.#submit(copy % this.#client.gatewayCount, submission));
    }
  }

  /** Orders that are cancelled right after their acceptance, over another gateway, twice at once. */
  cancelRace(orders: number): void {
    for (let count = 0; count < orders; count += 1) {
      const gateway = count % this.#client.gatewayCount;
      this.#do(this.#submitAndCancel(gateway, [0, 0], this.#draft(true)));
    }
  }

  poison(orders: number): void {
    for (let count = 0; count < orders; count += 1) {
      this.#do(this.#submit(count % this.#client.gatewayCount, this.#draft(true, POISON_MARK)));
    }
  }

  /** An operator lets failed orders be tried again. */
  replay(orders: number): void {
    this.#do(this.#replaySome(orders));
  }

  async #replaySome(orders: number): Promise<void> {
    const gateway = this.#random.integer(0, this.#client.gatewayCount - 1);
    const failed = await this.#client.deadLetters(gateway);
    const chosen = this.#random.shuffled(failed).slice(0, orders);
    await Promise.all(chosen.map((orderId) => this.#client.replay(gateway, orderId)));
  }

  async #arrive(): Promise<unknown> {
    const arrival = drawArrival(this.#random, this.#options.mix, this.#client.gatewayCount);
    const { kind, gateway, otherGateway } = arrival;
    const submission = this.#submissionFor(arrival);
    switch (kind) {
      case 'cancelled':
        return this.#submitAndCancel(gateway, [arrival.cancelAfterMs], submission);
      case 'twice':
      case 'duplicate':
        return Promise.all([
          this.#submit(gateway, submission),
          this.#submit(otherGateway, submission),
        ]);
      case 'reworded':
        return this.#submitReworded(gateway, otherGateway, submission);
      default:
        return this.#submit(gateway, submission);
    }
  }

  #submissionFor({ kind, ttlS }: Arrival): Submission {
    const path = kind === 'sync' ? 'sync' : 'async';
    const mayBeKeyed = kind !== 'unkeyed' && kind !== 'duplicate';
    const keyed = mayBeKeyed && (kind !== 'sync' || this.#random.chance(0.5));
    return { ...this.#draft(keyed), path, ttlS };
  }

  async #submitReworded(gateway: number, other: number, submission: Submission): Promise<void> {
    await this.#submit(gateway, submission);
    const { idempotencyKey } = submission;
    await this.#submit(other, { ...this.#draft(true), idempotencyKey });
  }

  async #submitAndCancel(
    gateway: number,
    delaysMs: number[],
    submission: Submission,
  ): Promise<void> {
    const orderId = await this.#submit(gateway, submission);
    if (orderId === undefined) return;
    const cancels = delaysMs.map(async (delayMs, index) => {
      await sleep(delayMs);
      await this.#client.cancel((gateway + index + 1) % this.#client.gatewayCount, orderId);
    });
    await Promise.all(cancels);
  }

  async #submit(gateway: number, submission: Submission): Promise<string | undefined> {
    const orderId = await this.#submitter.submit(gateway, submission);
    if (orderId !== undefined) this.#follower.follow(orderId);
    return orderId;
  }

  #draft(keyed: boolean, notes?: string): Submission {
    this.#numbers += 1;
    const orderNumber = `${this.#options.prefix}-${this.#numbers}`;
    const body = draftOrder(orderNumber, this.#random, notes);
    const idempotencyKey = keyed ? `key-${orderNumber}` : undefined;
    return { path: 'async', orderNumber, body, idempotencyKey };
  }

  #count(event: SubmitEvent): void {
    const status = answerOf(event)?.status;
    if (status === undefined) this.#unanswered += 1;
    else if (status < 300) this.#acknowledged.add(event.orderNumber);
    else if (status >= 429) this.#refused += 1;
  }

  #do(work: Promise<unknown>): void {
    const watched = work.catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    this.#busy.add(watched);
    void watched.finally(() => this.#busy.delete(watched));
  }
}
