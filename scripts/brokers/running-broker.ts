import { freePorts } from '../stack/free-ports.ts';
import type { Service } from '../stack/service.ts';
import type { BrokerKind, BrokerName, BrokerPlace } from './broker-kind.ts';

const LAUNCH_TRIES = 3;

/** One broker as somebody who uses it sees it. */
export class RunningBroker {
  readonly name: BrokerName;
  /** As our setting for it takes it. */
  readonly url: string;
  readonly port: number;
  readonly services: readonly Service[];

  private constructor(kind: BrokerKind, port: number, services: readonly Service[]) {
    this.name = kind.name;
    this.url = kind.addressOf(port);
    this.port = port;
    this.services = services;
  }

  /**
   * Starts it and resolves when it really serves. Without `ports`, free ones are taken; somebody else
   * may take one before the broker does, so that is tried again.
   */
  static async start(
    kind: BrokerKind,
    place: Omit<BrokerPlace, 'ports'>,
    ports?: number[],
  ): Promise<RunningBroker> {
    for (let tries = 1; ; tries += 1) {
      const chosen = ports ?? (await freePorts(kind.portCount));
      const [port = 0] = chosen;
      const services = await kind.services({ ...place, ports: chosen });
      const broker = new RunningBroker(kind, port, services);
      try {
        await broker.run();
        return broker;
      } catch (error) {
        await broker.stop();
        if (ports !== undefined || tries >= LAUNCH_TRIES) throw error;
      }
    }
  }

  /** Of the broker itself; undefined while it does not run. */
  get pid(): number | undefined {
    return this.services.at(-1)?.pid;
  }

  /** Ends it cleanly; harmless when it is already gone. The data stays. */
  async stop(): Promise<void> {
    for (const service of this.services.toReversed()) await service.stop();
  }

  /** As a crash: SIGKILL, with the data as it happens to be. */
  async kill(): Promise<void> {
    for (const service of this.services.toReversed()) await service.stop({ force: true });
  }

  /** Stops it if it runs and starts it at the same address with the same data. */
  async restart(): Promise<void> {
    await this.stop();
    await this.run();
  }

  private async run(): Promise<void> {
    for (const service of this.services) await service.start();
  }
}
