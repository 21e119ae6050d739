import { once } from 'node:events';
import { join, relative } from 'node:path';
import { isPortFree } from '../stack/free-ports.ts';
import { freePorts } from '../stack/free-ports.ts';
import { PROJECT_FOLDER } from '../stack/project.ts';
import { ServiceStartError } from '../stack/service.ts';
import { StopRequests } from '../start/stop-requests.ts';
import { Terminal } from '../terminal.ts';
import { BROKER_NAMES, type BrokerKind, type BrokerName } from './broker-kind.ts';
import type { RunningBroker } from './running-broker.ts';
import { BROKER_KINDS, startBroker } from './start-broker.ts';

const DATA_DIR = join(PROJECT_FOLDER, '.data', 'brokers');

const terminal = new Terminal(process.stdout);
const stopRequests = new StopRequests();
const running: RunningBroker[] = [];

process.exit(await main(process.argv.slice(2)));

async function main(names: string[]): Promise<number> {
  try {
    for (const name of chosen(names)) await start(name);
    terminal.idle();
    explain();
    await Promise.race([once(stopRequests.stop, 'abort'), firstDeath()]);
    return stopRequests.stop.aborted ? 0 : 1;
  } catch (error) {
    return stopRequests.stop.aborted ? 0 : complain(error);
  } finally {
    await stopAll();
  }
}

/** @throws Error naming what there is when something else was asked for */
function chosen(names: string[]): readonly BrokerName[] {
  const unknown = names.find((name) => !(name in BROKER_KINDS));
  if (unknown !== undefined) {
    throw new Error(`There is no broker "${unknown}". Known: ${BROKER_NAMES.join(', ')}.`);
  }
  return names.length === 0 ? BROKER_NAMES : (names as BrokerName[]);
}

async function start(name: BrokerName): Promise<void> {
  stopRequests.stop.throwIfAborted();
  terminal.busy(`starting ${name}`);
  const say = (line: string) => terminal.move(line);
  const ports = await portsFor(BROKER_KINDS[name]);
  const broker = await startBroker(name, { dataDir: DATA_DIR, ports, say });
  running.push(broker);
  terminal.done(name, broker.url);
}

/** The port that its users expect, which somebody else may have. */
async function portsFor({ name, usualPort, portCount }: BrokerKind): Promise<number[]> {
  if (!(await isPortFree(usualPort, '127.0.0.1'))) {
    throw new Error(`Port ${usualPort} of ${name} is taken; does a ${name} run already?`);
  }
  return [usualPort, ...(await freePorts(portCount - 1))];
}

function explain(): void {
  terminal.print('\nThese are the defaults of their settings:\n');
  for (const { name, url } of running) terminal.print(`  ${BROKER_KINDS[name].setting}=${url}`);
  const logs = relative(process.cwd(), join(DATA_DIR, 'logs'));
  terminal.print(terminal.style('dim', `\nLogs: ${logs} · Ctrl-C stops them; data is kept.\n`));
}

async function firstDeath(): Promise<void> {
  const deaths = running.map(async ({ name, services }) => {
    await services.at(-1)?.ended();
    return name;
  });
  const name = await Promise.race(deaths);
  if (!stopRequests.stop.aborted) terminal.fail(name, 'ended by itself; see its log');
}

function complain(error: unknown): number {
  terminal.idle();
  const said = error instanceof ServiceStartError ? `\n${error.output}` : '';
  terminal.fail('brokers', `${error instanceof Error ? error.message : String(error)}${said}`);
  return 1;
}

async function stopAll(): Promise<void> {
  stopRequests.force.addEventListener('abort', () => {
    for (const broker of running) void broker.kill();
  });
  await Promise.all(running.map((broker) => broker.stop()));
  terminal.idle();
  if (running.length > 0) terminal.print('All brokers have stopped.');
}
