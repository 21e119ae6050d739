import { readDotEnv, readStartSettings } from './start-settings.ts';
import { StopRequests } from './stop-requests.ts';
import { Supervisor } from './supervisor.ts';
import { Terminal } from '../terminal.ts';

const supervisor = new Supervisor(new Terminal(process.stdout), new StopRequests());

async function main(): Promise<number> {
  try {
    return await supervisor.run(readStartSettings(process.env, readDotEnv()));
  } catch (error) {
    return supervisor.explain(error);
  }
}

process.exit(await main());
