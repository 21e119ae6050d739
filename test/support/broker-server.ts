import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../scripts/brokers/start-broker.ts';
import type { BrokerName } from '../../scripts/brokers/broker-kind.ts';

/** A broker of a test's own. */
export interface TestBroker {
  /** As our setting for it takes it. */
  readonly url: string;
  /** Process id of the broker that runs now; for SIGSTOP and the like. */
  pid(): number | undefined;
  /** Ends it cleanly and removes its folder. */
  stop(): Promise<void>;
  /** SIGKILL; the data stays for {@link restart}. */
  kill(): Promise<void>;
  /** Starts it again at the same address with the same data, ending it first if it still runs. */
  restart(): Promise<void>;
}

/** A private broker on free ports in a folder of its own: tests never share one. */
export async function startTestBroker(name: BrokerName): Promise<TestBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), `sluice-${name}-`));
  const broker = await startBroker(name, { dataDir });
  return {
    url: broker.url,
    pid: () => broker.pid,
    kill: () => broker.kill(),
    restart: () => broker.restart(),
    async stop() {
      await broker.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
