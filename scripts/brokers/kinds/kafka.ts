import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from '../../stack/clean-environment.ts';
import { Service } from '../../stack/service.ts';
import type { BrokerKind, BrokerPlace } from '../broker-kind.ts';
import { greets, type Greeting } from '../greets.ts';
import { ensureJava, installedJava, LEAN_JVM } from '../tools/java.ts';
import { downloadKafka, KAFKA_CLASS_PATH } from '../tools/kafka-jars.ts';

/** Any 16 bytes in base64; one cluster is as good as another here. */
const CLUSTER_ID = 'c2x1aWNlc2x1aWNlc2x1aQ';

/** ApiVersions, version 0, correlation id 1, no client id: a broker answers it once it serves. */
const API_VERSIONS = Buffer.from('0000000a001200000000 0001ffff'.replace(' ', ''), 'hex');

const GREETING: Greeting = {
  hello: API_VERSIONS,
  // Length, then our correlation id.
  answers: (data) => data.length >= 8 && data.readInt32BE(4) === 1,
};

/** Apache Kafka as one process, which is its own controller (KRaft). */
export const KAFKA: BrokerKind = {
  name: 'kafka',
  usualPort: 9092,
  portCount: 2,
  setting: 'KAFKA_BROKERS',
  addressOf: (port) => `127.0.0.1:${port}`,
  async install(say) {
    await ensureJava(say);
    await downloadKafka(say);
  },
  services: (place) => Promise.resolve([serverIn(place)]),
};

function serverIn({ folder, logFile, ports }: BrokerPlace): Service {
  const [port = 0, controllerPort = 0] = ports;
  const config = writeConfig(folder, port, controllerPort);
  const java = installedJava();
  if (!existsSync(join(folder, 'data', 'meta.properties'))) format(java, config);
  return new Service({
    name: 'kafka',
    command: java,
    args: jvmArgs('kafka.Kafka', config),
    env: cleanEnvironment(),
    logFile,
    url: KAFKA.addressOf(port),
    isReady: () => greets(port, GREETING),
    readyTimeoutMs: 90_000,
    stopGraceMs: 20_000,
    ipc: false,
  });
}

function jvmArgs(mainClass: string, ...args: string[]): string[] {
  const log = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';
  return [...LEAN_JVM, log, '-cp', KAFKA_CLASS_PATH, mainClass, ...args];
}

function format(java: string, config: string): void {
  const args = jvmArgs('kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config);
  const { status, stdout, stderr } = spawnSync(java, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Kafka's storage could not be set up: ${stderr || stdout}`);
}

function writeConfig(folder: string, port: number, controllerPort: number): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'server.properties');
  const lines = Object.entries(settings(folder, port, controllerPort));
  writeFileSync(file, lines.map(([name, value]) => `${name}=${value}\n`).join(''));
  return file;
}

function settings(folder: string, port: number, controllerPort: number): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(folder, 'data'),
    // One broker has no replicas, and fifty partitions for offsets would be fifty open files.
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    // Nobody else joins in a moment: the first member of a group need not wait for more.
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '2000',
    'auto.create.topics.enable': 'false',
  };
}
