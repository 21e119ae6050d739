import { cleanEnvironment } from '../../stack/clean-environment.ts';
import { findOnPath } from '../../stack/find-on-path.ts';
import { Service } from '../../stack/service.ts';
import type { BrokerKind, BrokerPlace } from '../broker-kind.ts';
import { greets, type Greeting } from '../greets.ts';
import { type AptProgram, ensureProgram } from '../tools/apt-program.ts';

const PROGRAM = 'nats-server';

const NATS_SERVER: AptProgram = {
  title: 'nats-server 2.9 or newer',
  aptPackage: 'nats-server',
  brewPackage: 'nats-server',
  find: () => findOnPath(PROGRAM),
};

/** A NATS server speaks first. */
const GREETING: Greeting = {
  hello: Buffer.alloc(0),
  answers: (data) => data.toString().startsWith('INFO '),
};

/** NATS; it keeps nothing, so there is no data. */
export const NATS: BrokerKind = {
  name: 'nats',
  usualPort: 4222,
  portCount: 1,
  setting: 'NATS_URL',
  addressOf: (port) => `nats://127.0.0.1:${port}`,
  async install(say) {
    await ensureProgram(NATS_SERVER, say);
  },
  services: (place) => Promise.resolve([serverIn(place)]),
};

function serverIn({ logFile, ports }: BrokerPlace): Service {
  const [port = 0] = ports;
  return new Service({
    name: 'nats',
    command: PROGRAM,
    args: ['-a', '127.0.0.1', '-p', String(port)],
    env: cleanEnvironment(),
    logFile,
    url: NATS.addressOf(port),
    isReady: () => greets(port, GREETING),
    readyTimeoutMs: 20_000,
    stopGraceMs: 10_000,
    ipc: false,
  });
}
