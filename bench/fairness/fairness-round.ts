import { httpRequest } from '../../scripts/stack/http-request.ts';
import { BackendLedger, checkLedger, type LedgerRow } from '../measure/backend-ledger.ts';
import { BatchIntake } from '../measure/batch-intake.ts';
import type { BenchKeys } from '../measure/api-keys.ts';
import { QueueOperator } from '../measure/queue-operator.ts';
import type { Resources } from '../measure/resources.ts';
import { sampleOrder } from '../measure/sample-order.ts';
import { type Shares, sharesOverTime, type Weighted, whileAllWait, worstShare } from './shares.ts';

/** The client that has one order, which comes while the others' queues are full. */
export const LATE_CLIENT = 'late';

/** Begins in a row in which everybody has to have their share. */
export const WINDOW = 200;

export interface FairnessPlan {
  clients: readonly Weighted[];
  /** Of each client; all wait before the first begins. */
  orders: number;
  /** Of the backend, fixed: orders are saved in the order in which they arrived. */
  latencyMs: number;
}

export interface FairnessRound {
  round: number;
  /** Begins while every client had orders that waited. */
  judged: number;
  /** Of what each client was due, the least that one got in {@link WINDOW} begins in a row. */
  worstShare: number;
  /** Orders of others that began after the late one was accepted and before it began. */
  lateOrderBehind: number;
  /** In windows that follow one another, to the end. */
  shares: readonly Shares[];
}

/** Where the clients send their orders, and where these end. */
export class FairnessSubject {
  readonly #gatewayUrl: string;
  readonly #keys: BenchKeys;
  readonly #queue: QueueOperator;
  readonly #ledger: BackendLedger;
  readonly #intakes: ReadonlyMap<string, BatchIntake>;
  readonly #plan: FairnessPlan;

  constructor(
    resources: Resources,
    urls: { gatewayUrl: string; backendUrl: string },
    keys: BenchKeys,
    plan: FairnessPlan,
  ) {
    this.#gatewayUrl = urls.gatewayUrl;
    this.#keys = keys;
    this.#queue = new QueueOperator(urls.gatewayUrl, keys.headersOf(LATE_CLIENT));
    this.#ledger = new BackendLedger(urls.backendUrl);
    const intakeOf = (client: string) =>
      new BatchIntake(resources, urls.gatewayUrl, keys.headersOf(client));
    this.#intakes = new Map(plan.clients.map(({ client }) => [client, intakeOf(client)]));
    this.#plan = plan;
  }

  /**
   * Fills everybody's queue, lets go, sends the late order when half of what is judged is done, and
   * waits for the end.
   * @throws Error unless the backend then has every order exactly once
   */
  async measure(round: number): Promise<FairnessRound> {
    const { clients, orders } = this.#plan;
    await this.#queue.hold();
    await this.#queue.settles();
    await this.#ledger.reset();
    await Promise.all(clients.map(({ client }) => this.#fill(client, round)));
    await this.#queue.reachesWorker();
    await this.#queue.release();
    await this.#ledger.reaches(orders);
    const late = await this.#sendLate(round);
    await this.#ledger.reaches(clients.length * orders + 1);
    const rows = await this.#ledger.rows();
    checkLedger(rows, [...this.#numbersOf(round), late.orderNumber]);
    return { round, ...judgeRound(rows, this.#plan, late) };
  }

  async #fill(client: string, round: number): Promise<void> {
    const prefix = `${client}-${round}-`;
    await this.#intakes.get(client)?.fill({ count: this.#plan.orders, prefix });
  }

  async #sendLate(round: number): Promise<LateOrder> {
    const orderNumber = `${LATE_CLIENT}-${round}-0`;
    const { status, body } = await httpRequest(`${this.#gatewayUrl}/v1/orders/async`, {
      method: 'POST',
      headers: this.#keys.headersOf(LATE_CLIENT),
      json: sampleOrder(orderNumber),
    });
    if (status !== 202) throw new Error(`the late order was answered ${status}: ${body}`);
    const { acceptedAt } = JSON.parse(body) as { acceptedAt: string };
    return { orderNumber, acceptedAtMs: Date.parse(acceptedAt) };
  }

  #numbersOf(round: number): string[] {
    const { clients, orders } = this.#plan;
    return clients.flatMap(({ client }) =>
      Array.from({ length: orders }, (_, nth) => `${client}-${round}-${nth}`),
    );
  }
}

interface LateOrder {
  orderNumber: string;
  acceptedAtMs: number;
}

/** What the backend's ledger says of a round, in the order in which it began to serve. */
export function judgeRound(
  rows: readonly LedgerRow[],
  { clients, orders, latencyMs }: FairnessPlan,
  late: LateOrder,
): Omit<FairnessRound, 'round'> {
  const ofOthers = rows.filter(({ orderNumber }) => orderNumber !== late.orderNumber);
  const begun = ofOthers.map(({ orderNumber }) => orderNumber.split('-')[0] ?? '');
  const judged = whileAllWait(begun, clients, orders);
  const before = rows.slice(
    0,
    rows.findIndex(({ orderNumber }) => orderNumber === late.orderNumber),
  );
  const afterAccept = before.filter(
    ({ savedAt }) => Date.parse(savedAt) - latencyMs > late.acceptedAtMs,
  );
  return {
    judged: judged.length,
    worstShare: worstShare(judged, clients, WINDOW),
    lateOrderBehind: afterAccept.length,
    shares: sharesOverTime(begun, clients, WINDOW),
  };
}
