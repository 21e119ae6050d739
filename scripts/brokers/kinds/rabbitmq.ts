import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from '../../stack/clean-environment.ts';
import { findOnPath } from '../../stack/find-on-path.ts';
import { Service } from '../../stack/service.ts';
import type { BrokerKind, BrokerPlace } from '../broker-kind.ts';
import { greets, type Greeting } from '../greets.ts';
import { type AptProgram, ensureProgram } from '../tools/apt-program.ts';

/** Debian's script on PATH changes to another user, who could not write to our folder. */
const SCRIPTS = ['/usr/lib/rabbitmq/bin', '/opt/homebrew/sbin', '/usr/local/sbin'];

const RABBITMQ_SERVER: AptProgram = {
  title: 'RabbitMQ 3.10 or newer',
  aptPackage: 'rabbitmq-server',
  brewPackage: 'rabbitmq',
  find: () => SCRIPTS.map((folder) => join(folder, 'rabbitmq-server')).find(existsSync),
};

/** Protocol header of AMQP 0-9-1; the server answers with a method frame on channel 0. */
const GREETING: Greeting = {
  hello: Buffer.from('AMQP\x00\x00\x09\x01', 'latin1'),
  answers: (data) => data.subarray(0, 3).equals(Buffer.from([1, 0, 0])),
};

/**
 * RabbitMQ. Erlang's port mapper would be started on the side, for all interfaces, and outlive the
 * broker: so it is a process of our own, on a port of its own.
 */
export const RABBITMQ: BrokerKind = {
  name: 'rabbitmq',
  usualPort: 5672,
  portCount: 3,
  setting: 'RABBITMQ_URL',
  addressOf: (port) => `amqp://127.0.0.1:${port}`,
  async install(say) {
    await ensureProgram(RABBITMQ_SERVER, say);
  },
  services: (place) => Promise.resolve([portMapperFor(place), serverIn(place)]),
};

function portMapperFor({ folder, logFile, ports }: BrokerPlace): Service {
  const [, mapperPort = 0] = ports;
  mkdirSync(folder, { recursive: true });
  return new Service({
    name: 'epmd',
    command: findOnPath('epmd') ?? 'epmd',
    args: ['-port', String(mapperPort), '-address', '127.0.0.1'],
    env: cleanEnvironment(),
    logFile: logFile.replace(/\.log$/, '-epmd.log'),
    url: `tcp://127.0.0.1:${mapperPort}`,
    // NAMES_REQ: the answer begins with its own port.
    isReady: () =>
      greets(mapperPort, {
        hello: Buffer.from([0, 1, 110]),
        answers: (data) => data.readInt32BE(0) === mapperPort,
      }),
    readyTimeoutMs: 10_000,
    stopGraceMs: 5_000,
    ipc: false,
  });
}

function serverIn(place: BrokerPlace): Service {
  const [port = 0] = place.ports;
  return new Service({
    name: 'rabbitmq',
    command: RABBITMQ_SERVER.find() ?? 'rabbitmq-server',
    args: [],
    env: cleanEnvironment(environment(place)),
    logFile: place.logFile,
    url: RABBITMQ.addressOf(port),
    isReady: () => greets(port, GREETING),
    readyTimeoutMs: 90_000,
    stopGraceMs: 20_000,
    ipc: false,
  });
}

function environment({ folder, ports }: BrokerPlace): Record<string, string> {
  const [port = 0, mapperPort = 0, distributionPort = 0] = ports;
  const config = join(folder, 'rabbitmq.conf');
  const plugins = join(folder, 'enabled_plugins');
  writeFileSync(config, `listeners.tcp.1 = 127.0.0.1:${port}\nlog.console = true\n`);
  writeFileSync(plugins, '[].\n');
  return {
    // Erlang keeps its cookie at home; the user's own is none of our business.
    HOME: folder,
    // Makes the script become the server in place of watching over it: signals reach it then.
    RABBITMQ_ALLOW_INPUT: 'true',
    RABBITMQ_NODENAME: `sluice-${port}@localhost`,
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_CONFIG_FILE: config,
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} -noinput',
    ERL_EPMD_PORT: String(mapperPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
}
