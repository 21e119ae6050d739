import { POISON_MARK } from '../../load/order-draft.ts';
import { WORKERS, type FaultKind } from '../fault.ts';

const BURST_COPIES = 100;
const RACE_ORDERS = 40;
const MOMENT_MS = 500;
const POISON_MS = 9_000;

/** A hundred copies of one order at the same time over all gateways. */
const burst: FaultKind = {
  name: 'identical submissions',
  category: 'client',
  draw: (random) => {
    const keyed = random.chance(0.5);
    return {
      target: 'clients',
      durationMs: MOMENT_MS,
      detail: `${BURST_COPIES} at once, ${keyed ? 'with one key' : 'without a key'}`,
      claims: ['clients'],
      async play({ fleet, sleep }) {
        fleet.tellOne({ kind: 'burst', copies: BURST_COPIES, keyed });
        await sleep(MOMENT_MS);
        return true;
      },
    };
  },
};

const cancelRace: FaultKind = {
  name: 'cancel races',
  category: 'client',
  draw: () => ({
    target: 'clients',
    durationMs: MOMENT_MS,
    detail: `${RACE_ORDERS} orders, each cancelled twice at once`,
    claims: ['clients'],
    async play({ fleet, sleep }) {
      fleet.tellOne({ kind: 'cancel-race', orders: RACE_ORDERS });
      await sleep(MOMENT_MS);
      return true;
    },
  }),
};

/** Orders of which every worker dies that is about to send them, until somebody mends the workers. */
const poison: FaultKind = {
  name: 'poison orders',
  category: 'client',
  draw: (random, shape) => {
    const orders = random.integer(1, 2);
    return {
      target: 'workers',
      durationMs: POISON_MS,
      detail: `${orders} that kill their worker before the POST for ${POISON_MS / 1_000} s`,
      claims: [...WORKERS(shape), 'clients'],
      async play({ cluster, fleet, sleep }) {
        const deaths = cluster.workers.map(({ service }) => service.pid);
        for (const { failpoints } of cluster.workers) {
          failpoints?.arm(`before-post=kill@*~${POISON_MARK}`);
        }
        fleet.tellOne({ kind: 'poison', orders });
        await sleep(POISON_MS);
        for (const { failpoints } of cluster.workers) failpoints?.disarm();
        return cluster.workers.some(({ service }, index) => service.pid !== deaths[index]);
      },
    };
  },
};

export const CLIENT_FAULTS: FaultKind[] = [burst, cancelRace, poison];
