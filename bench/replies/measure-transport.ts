import { join } from 'node:path';
import type { Progress } from '../measure/progress.ts';
import type { Resources } from '../measure/resources.ts';
import { spread } from '../measure/statistics.ts';
import { BenchGateway } from './bench-gateway.ts';
import {
  measureDelivered,
  measureLatency,
  measureRecovery,
  measureThroughput,
  measureWithUnread,
} from './measurements.ts';
import { GATEWAY_COUNTS, type RoundFigures, type TransportFigures } from './replies.model.ts';
import { brokerOf, settingsFor, startSubjectBroker, type SubjectBroker } from './subject-broker.ts';
import type { openTransportDoor, Outbox, TransportSettings } from './transport-door.ts';

type Door = Awaited<ReturnType<typeof openTransportDoor>>;

/** Refuses a second gateway, which is what it is there to show. */
const FOR_ONE_GATEWAY = 'single-instance';

/** Measures one transport against a broker of its own. */
export class TransportBench {
  readonly #transport: string;
  readonly #door: Door;
  readonly #resources: Resources;
  readonly #progress: Progress;

  constructor(transport: string, door: Door, resources: Resources, progress: Progress) {
    this.#transport = transport;
    this.#door = door;
    this.#resources = resources;
    this.#progress = progress;
  }

  /** One broker from empty to full for each round, so that no round inherits another one's replies. */
  async round(): Promise<RoundFigures> {
    return this.#withBroker(async (broker, settings) => {
      const [gateway, outbox] = [await this.#gateway(settings), await this.#outbox(settings)];
      try {
        return await this.#measure(gateway, outbox, broker);
      } finally {
        await Promise.all([gateway.inbox.close(), outbox.close()]);
      }
    });
  }

  async deliveredPerReply(): Promise<Record<number, number | null>> {
    return this.#withBroker(async (_broker, settings) => {
      const result: Record<number, number | null> = {};
      for (const count of GATEWAY_COUNTS) result[count] = await this.#delivered(count, settings);
      return result;
    });
  }

  async #measure(
    gateway: BenchGateway,
    outbox: Outbox,
    broker: SubjectBroker,
  ): Promise<RoundFigures> {
    // First, for it warms everything up: a JVM that has just started would spoil the latencies.
    this.#tell('throughput');
    const load = await measureThroughput(gateway, outbox, broker);
    this.#tell('latency');
    const unloaded = await measureLatency(gateway, outbox);
    this.#tell('unread replies');
    const withUnread = await measureWithUnread(gateway, outbox);
    this.#tell('restart of the broker');
    const recoveryMs = await measureRecovery(gateway, outbox, broker);
    return { unloaded, ...load, withUnread, recoveryMs };
  }

  async #delivered(count: number, settings: TransportSettings): Promise<number | null> {
    if (count > 1 && this.#transport === FOR_ONE_GATEWAY) return null;
    this.#tell(`${count} gateways`);
    const gateways: BenchGateway[] = [];
    const outbox = await this.#outbox(settings);
    try {
      while (gateways.length < count) gateways.push(await this.#gateway(settings));
      await this.#allReady(gateways);
      return await measureDelivered(gateways, outbox);
    } finally {
      await Promise.all([...gateways.map(({ inbox }) => inbox.close()), outbox.close()]);
    }
  }

  /** A gateway that comes may take the others' share for a moment. */
  async #allReady(gateways: readonly BenchGateway[]): Promise<void> {
    let steadySinceMs = performance.now();
    while (performance.now() - steadySinceMs < 3_000) {
      if (!gateways.every(({ inbox }) => inbox.ready)) steadySinceMs = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #gateway(settings: TransportSettings): Promise<BenchGateway> {
    const gateway = new BenchGateway(await this.#door.createReplyInbox(this.#transport, settings));
    await gateway.open();
    return gateway;
  }

  /** Connects in the background; the first sends may find it on its way. */
  async #outbox(settings: TransportSettings): Promise<Outbox> {
    const outbox = await this.#door.createReplyOutbox(this.#transport, settings);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return outbox;
  }

  async #withBroker<T>(
    work: (broker: SubjectBroker, settings: TransportSettings) => Promise<T>,
  ): Promise<T> {
    const name = brokerOf(this.#transport);
    const folder = await this.#resources.folder();
    const broker = await startSubjectBroker(name, join(folder, name));
    this.#resources.keep(() => broker.stop());
    try {
      return await work(broker, settingsFor(name, broker.url));
    } finally {
      await broker.stop();
    }
  }

  #tell(what: string): void {
    this.#progress.live(`${this.#transport}: ${what}`);
  }
}

/** Sums the rounds of one transport up. */
export function figuresOf(
  transport: string,
  rounds: readonly RoundFigures[],
  deliveredPerReply: Record<number, number | null>,
): TransportFigures {
  const over = (read: (round: RoundFigures) => number) => spread(rounds.map(read));
  return {
    transport,
    p50Ms: over(({ unloaded }) => unloaded.p50),
    p99Ms: over(({ unloaded }) => unloaded.p99),
    throughputPerSecond: over((round) => round.throughputPerSecond),
    brokerCpuUs: over((round) => round.brokerCpuUs),
    unreadP50Ms: over(({ withUnread }) => withUnread.p50),
    unreadP99Ms: over(({ withUnread }) => withUnread.p99),
    recoveryMs: over((round) => round.recoveryMs),
    deliveredPerReply,
  };
}
