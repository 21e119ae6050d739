import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from '../../stack/clean-environment.ts';
import { Service } from '../../stack/service.ts';
import type { BrokerKind, BrokerPlace } from '../broker-kind.ts';
import { greets, type Greeting } from '../greets.ts';
import { ARTEMIS_HOME, downloadArtemis } from '../tools/artemis-home.ts';
import { ensureJava, installedJava, LEAN_JVM } from '../tools/java.ts';
import { BOOTSTRAP_XML, brokerXml, MANAGEMENT_XML } from './artemis-config.ts';

/** Protocol header of AMQP 1.0; a broker that speaks it says the same. */
const AMQP_1_0 = Buffer.from('AMQP\x00\x01\x00\x00', 'latin1');

const GREETING: Greeting = {
  hello: AMQP_1_0,
  answers: (data) => data.subarray(0, 4).equals(AMQP_1_0.subarray(0, 4)),
};

/** ActiveMQ Artemis, with AMQP 1.0 only: a JMS broker that a client in any language can talk to. */
export const ARTEMIS: BrokerKind = {
  name: 'artemis',
  usualPort: 61_616,
  portCount: 1,
  setting: 'AMQP_URL',
  addressOf: (port) => `amqp://127.0.0.1:${port}`,
  async install(say) {
    await ensureJava(say);
    await downloadArtemis(say);
  },
  services: (place) => Promise.resolve([serverIn(place)]),
};

function serverIn({ folder, logFile, ports }: BrokerPlace): Service {
  const [port = 0] = ports;
  writeInstance(folder, port);
  return new Service({
    name: 'artemis',
    command: installedJava(),
    args: [
      ...LEAN_JVM,
      `-Dartemis.home=${ARTEMIS_HOME}`,
      `-Dartemis.instance=${folder}`,
      `-Dartemis.instance.etc=${join(folder, 'etc')}`,
      '-cp',
      join(ARTEMIS_HOME, 'lib', '*'),
      'org.apache.activemq.artemis.cli.Artemis',
      'run',
    ],
    env: cleanEnvironment(),
    logFile,
    url: ARTEMIS.addressOf(port),
    isReady: () => greets(port, GREETING),
    readyTimeoutMs: 60_000,
    stopGraceMs: 20_000,
    ipc: false,
  });
}

/** What `artemis create` would write, without another JVM and without its console and examples. */
function writeInstance(folder: string, port: number): void {
  const etc = join(folder, 'etc');
  mkdirSync(etc, { recursive: true });
  writeFileSync(join(etc, 'broker.xml'), brokerXml(join(folder, 'data'), port));
  writeFileSync(join(etc, 'bootstrap.xml'), BOOTSTRAP_XML);
  writeFileSync(join(etc, 'management.xml'), MANAGEMENT_XML);
}
