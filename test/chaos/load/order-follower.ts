import { setTimeout as sleep } from 'node:timers/promises';
import { TERMINAL_STATUSES } from '../check/evidence.ts';
import { sightingIn } from '../check/sighting.ts';
import type { SeededRandom } from '../random/seeded-random.ts';
import type { OrderClient } from './order-client.ts';

const FIRST_DELAY_MS = 400;
const LONGEST_DELAY_MS = 5_000;
const GROWTH = 1.8;
/** Looks at an order that has ended, to see whether it stays so. */
const LATER_LOOKS_MS = [1_500, 6_000];
/** More looks at once would be a load test of their own. */
const MOST_AT_ONCE = 64;

/** Looks after orders until they have ended, over changing gateways, and some time longer. */
export class OrderFollower {
  readonly #client: OrderClient;
  readonly #random: SeededRandom;
  readonly #followed = new Set<string>();
  readonly #ending = new AbortController();
  #open = 0;
  #looking = 0;

  constructor(client: OrderClient, random: SeededRandom) {
    this.#client = client;
    this.#random = random;
  }

  /** Orders that were not seen to have ended. */
  get open(): number {
    return this.#open;
  }

  /** Idempotent. Never rejects. */
  follow(orderId: string): void {
    if (this.#followed.has(orderId)) return;
    this.#followed.add(orderId);
    this.#open += 1;
    this.#untilEnded(orderId).catch(() => undefined);
  }

  stop(): void {
    this.#ending.abort();
  }

  async #untilEnded(orderId: string): Promise<void> {
    let delayMs = FIRST_DELAY_MS;
    while (!(await this.#seesEnd(orderId, delayMs))) {
      delayMs = Math.min(delayMs * GROWTH, LONGEST_DELAY_MS);
    }
    this.#open -= 1;
    for (const laterMs of LATER_LOOKS_MS) await this.#seesEnd(orderId, laterMs);
  }

  async #seesEnd(orderId: string, delayMs: number): Promise<boolean> {
    const jitter = 0.5 + this.#random.next();
    await sleep(delayMs * jitter, undefined, { signal: this.#ending.signal });
    if (this.#looking >= MOST_AT_ONCE) return false;
    this.#looking += 1;
    const gateway = this.#random.integer(0, this.#client.gatewayCount - 1);
    const event = await this.#client.poll(gateway, orderId);
    this.#looking -= 1;
    return TERMINAL_STATUSES.includes(sightingIn(event)?.status ?? '');
  }
}
