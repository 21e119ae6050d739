import { join } from 'node:path';
import { startGatewayVariant } from '../accept/gateway.variant.ts';
import type { LoadGenerator } from '../accept/load-generator.ts';
import type { Resources } from '../measure/resources.ts';
import { flameTree } from './flame-tree.ts';
import type { FlameRun } from './flame.model.ts';
import { ProfiledApp } from './profiled-app.ts';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 3;

/** The gateway under the load of `bench:accept`. */
export async function profileGateway(
  resources: Resources,
  generator: LoadGenerator,
  seconds: number,
): Promise<FlameRun> {
  const folder = await resources.folder();
  const app = new ProfiledApp('gateway', folder);
  const gateway = await startGatewayVariant(resources, join(folder, 'stack'), {
    key: 'gateway',
    title: 'gateway',
    nodeArgs: app.nodeArgs,
  });
  const load = { url: gateway.url, connections: CONNECTIONS };
  await generator.run({ ...load, seconds: WARM_UP_SECONDS, orderNumberPrefix: 'warm-' });
  await gateway.reset();
  const run = () => generator.run({ ...load, seconds, orderNumberPrefix: 'flame-' });
  const { profile, cpuUs, result } = await app.during(gateway.pids.server, run);
  return {
    app: 'gateway',
    doing: `accepting over ${CONNECTIONS} connections`,
    orders: result.accepted,
    seconds: result.seconds,
    cpuUsPerOrder: cpuUs / result.accepted,
    tree: flameTree(profile),
  };
}
