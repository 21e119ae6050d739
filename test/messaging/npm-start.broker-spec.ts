import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instancePorts } from '../../scripts/stack/stack-plan.ts';
import { StartCommand, startPorts } from '../e2e/start-command';
import { startTestBroker, type TestBroker } from '../support/broker-server';
import { eventually } from '../support/eventually';
import { ask } from './bridge-callers';

const GATEWAYS = 3;
const WAIT_S = 5;
const SOON = { timeoutMs: 30_000, intervalMs: 200 };

const TRANSPORTS = [
  'redis-pubsub',
  'redis-channel',
  'kafka-partition',
  'kafka-filter',
  'jms-temporary-queue',
  'jms-selector',
];

describe('npm start with three gateways', () => {
  let kafka: TestBroker;
  let artemis: TestBroker;
  let dataDir: string;
  let command: StartCommand;

  beforeAll(async () => {
    [kafka, artemis] = await Promise.all([startTestBroker('kafka'), startTestBroker('artemis')]);
  }, 120_000);
  afterAll(async () => {
    const started: (TestBroker | undefined)[] = [kafka, artemis];
    await Promise.allSettled(started.map(async (it) => it?.stop()));
  }, 60_000);
  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'sluice-start-'))));
  afterEach(async () => {
    command.signal('SIGINT');
    const exitCode = await command.exitCode();
    rmSync(dataDir, { recursive: true });
    expect(exitCode).toBe(0);
  }, 60_000);

  const start = async (transport: string): Promise<string[]> => {
    const ports = await startPorts(GATEWAYS);
    command = new StartCommand({
      DATA_DIR: dataDir,
      ...ports,
      GATEWAYS: String(GATEWAYS),
      REPLY_TRANSPORT: transport,
      KAFKA_BROKERS: kafka.url,
      AMQP_URL: artemis.url,
    });
    await command.ready();
    return instancePorts(Number(ports.GATEWAY_PORT), GATEWAYS).map(
      (port) => `http://127.0.0.1:${port}`,
    );
  };

  it.each(TRANSPORTS)(
    'answers with the outcome at each, over %s',
    async (transport) => {
      const urls = await start(transport);
      await eventually(async () => expect(await ask(urls, WAIT_S)).toEqual([200, 200, 200]), SOON);
    },
    90_000,
  );

  it('warns that single-instance is for one, which holds its callers', async () => {
    const urls = await start('single-instance');
    await command.says('REPLY_TRANSPORT=single-instance is for one gateway, and another one runs');
    await eventually(async () => {
      expect((await ask(urls, WAIT_S)).sort()).toEqual([200, 202, 202]);
    }, SOON);
  }, 90_000);
});
