import { HistoryLog } from '../history/history-log.ts';
import { RunClock } from '../history/run-clock.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { HttpCaller } from './http-caller.ts';
import { LagMeter } from './lag-meter.ts';
import { LoadClient } from './load-client.ts';
import type { LoadCommand, LoadOptions } from './load-options.ts';
import { OrderClient } from './order-client.ts';

/** A client process: takes its options from the command line and its orders over the channel. */
const options = JSON.parse(process.argv[2] ?? '{}') as LoadOptions;
const tools = {
  caller: new HttpCaller(),
  log: new HistoryLog(options.historyPath),
  clock: new RunClock(BigInt(options.originNs)),
  lag: new LagMeter(),
};
const client = new OrderClient(options.gatewayUrls, tools, options.identity?.apiKey);
const load = new LoadClient(client, new SeededRandom(options.seed), options);
const TALLY_INTERVAL_MS = 250;
const tallies = setInterval(() => process.send?.(load.tally('tally')), TALLY_INTERVAL_MS);

process.on('message', (command: LoadCommand) => void obey(command));
// Who started us is gone: nobody will ever look at this run.
process.once('disconnect', () => process.exit(1));
process.send?.(load.tally('tally'));

async function obey(command: LoadCommand): Promise<void> {
  switch (command.kind) {
    case 'begin':
      return load.begin();
    case 'burst':
      return load.burst(command.copies, command.keyed);
    case 'cancel-race':
      return load.cancelRace(command.orders);
    case 'poison':
      return load.poison(command.orders);
    case 'replay':
      return load.replay(command.orders);
    case 'ebb':
      return load.ebb();
    case 'end':
      return end();
  }
}

async function end(): Promise<void> {
  await load.end();
  clearInterval(tallies);
  tools.lag.stop();
  tools.log.close();
  await tools.caller.close();
  process.send?.(load.tally('ended'), () => process.exit(0));
}
