import { cleanEnvironment } from '../../scripts/stack/clean-environment.ts';
import { freePorts } from '../../scripts/stack/free-ports.ts';
import { ensureRedisServer } from '../../scripts/stack/redis-binary.ts';
import { redisService } from '../../scripts/stack/redis-service.ts';
import { startBroker } from '../../scripts/brokers/start-broker.ts';
import type { TransportSettings } from './transport-door.ts';

/** A broker under measurement. */
export interface SubjectBroker {
  url: string;
  pid: number | undefined;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

type BrokerOf = 'redis' | 'kafka' | 'artemis';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function brokerOf(transport: string): BrokerOf {
  if (transport.startsWith('kafka-')) return 'kafka';
  return transport.startsWith('jms-') ? 'artemis' : 'redis';
}

export function startSubjectBroker(name: BrokerOf, dataDir: string): Promise<SubjectBroker> {
  return name === 'redis' ? startRedis(dataDir) : startBroker(name, { dataDir });
}

export function settingsFor(name: BrokerOf, url: string): TransportSettings {
  const nowhere = 'unused';
  return {
    redisUrl: name === 'redis' ? url : nowhere,
    kafkaBrokers: name === 'kafka' ? url : nowhere,
    amqpUrl: name === 'artemis' ? url : nowhere,
    clientName: 'bench',
    logger: SILENT,
  };
}

/** As the stack sets it up; replies are not written to its file anyway. */
async function startRedis(dataDir: string): Promise<SubjectBroker> {
  const [port = 0] = await freePorts(1);
  const binary = await ensureRedisServer();
  const service = redisService({ binary, port, dataDir, env: cleanEnvironment() });
  await service.start();
  return {
    url: service.url,
    get pid() {
      return service.pid;
    },
    async restart() {
      await service.stop();
      await service.start();
    },
    stop: () => service.stop(),
  };
}
