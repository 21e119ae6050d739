import { join } from 'node:path';
import type { BrokerKind, BrokerName, Say } from './broker-kind.ts';
import { ARTEMIS } from './kinds/artemis.ts';
import { KAFKA } from './kinds/kafka.ts';
import { NATS } from './kinds/nats.ts';
import { RABBITMQ } from './kinds/rabbitmq.ts';
import { RunningBroker } from './running-broker.ts';

export interface BrokerOptions {
  /** The broker keeps its data and log in a folder of its name below this one. */
  dataDir: string;
  /** Unset: free ports. */
  ports?: number[];
  say?: Say;
}

export const BROKER_KINDS: Record<BrokerName, BrokerKind> = {
  kafka: KAFKA,
  artemis: ARTEMIS,
  rabbitmq: RABBITMQ,
  nats: NATS,
};

/**
 * Runs a broker on this machine, on the loopback address only; installs what is missing.
 *
 * @throws Error with a sentence that says what to do when it cannot be installed
 * @throws ServiceStartError with what it said when it does not start
 */
export async function startBroker(
  name: BrokerName,
  { dataDir, ports, say = () => undefined }: BrokerOptions,
): Promise<RunningBroker> {
  const kind = BROKER_KINDS[name];
  await kind.install(say);
  const place = { folder: join(dataDir, name), logFile: join(dataDir, 'logs', `${name}.log`) };
  return RunningBroker.start(kind, place, ports);
}
