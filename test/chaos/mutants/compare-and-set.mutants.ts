import { luaFile, type Mutant } from './mutant.ts';
import { profileFor, scripted } from './scripted-fault.ts';

const TEN_TIMES_SLOWER = { latency: { kind: 'fixed', ms: 500 } };
const NEARLY_STANDING = { latency: { kind: 'fixed', ms: 1_000 } };
const RACE_ORDERS = 40;
/** Longer than a lease: another worker has the order by then. */
const ZOMBIE_MS = 14_000;

const cancelRaces = (atMs: number) =>
  scripted('cancel races', atMs, async ({ fleet }) => {
    fleet.tellOne({ kind: 'cancel-race', orders: RACE_ORDERS });
  });

const cancelWithoutCheck: Mutant = {
  name: 'compare-and-set removed from cancel',
  about: 'an order is cancelled whatever its state',
  patches: [
    {
      apps: ['gateway'],
      file: luaFile('cancel'),
      find: "if status ~= 'queued' then return status end",
      replace: '',
    },
  ],
  faults: [profileFor(1_500, 5_000, TEN_TIMES_SLOWER), cancelRaces(2_500)],
  shape: { gateways: 2, workers: 1 },
  windowMs: 7_000,
  expected: ['liar', 'regression'],
};

const beginWithoutCheck: Mutant = {
  name: 'compare-and-set removed from begin',
  about: 'an order is handed out whatever its state',
  patches: [
    {
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: 'if not is_waiting then return nil end',
      replace: '',
    },
  ],
  // The slots fill up within a third of a second; who comes then waits in its lane, and is cancelled there.
  faults: [1_500, 4_500, 7_500].flatMap((atMs) => [
    profileFor(atMs, 1_200, NEARLY_STANDING),
    cancelRaces(atMs + 350),
    cancelRaces(atMs + 450),
  ]),
  shape: { gateways: 2, workers: 1 },
  windowMs: 10_000,
  expected: ['liar', 'regression'],
};

/** A worker learns that an order is refused, stands still, and says so when another one saved it. */
const settleWithoutEpoch: Mutant = {
  name: 'compare-and-set removed from settle',
  about: 'a worker that lost an order may still end it',
  patches: [
    {
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: 'held[5] ~= epoch or ',
      replace: '',
    },
    {
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: 'return held[4] and (held[4] == operation or not is_settling) and 1 or 0',
      replace: '',
    },
  ],
  faults: [
    scripted('a zombie with a refusal', 2_000, async ({ cluster, sleep }) => {
      const [zombie] = cluster.workers;
      await cluster.setProfile({ preset: 'steady', failure: { kind: '400' } });
      // Until what was saved before is settled: the zombie has to hold a refusal.
      await sleep(500);
      zombie?.failpoints?.arm(`before-settle=block:${ZOMBIE_MS}@1`);
      await sleep(1_500);
      await cluster.setProfile('steady');
      await sleep(ZOMBIE_MS);
    }),
  ],
  shape: { gateways: 1, workers: 2 },
  windowMs: 19_000,
  expected: ['liar', 'regression'],
};

export const COMPARE_AND_SET_MUTANTS: Mutant[] = [
  cancelWithoutCheck,
  beginWithoutCheck,
  settleWithoutEpoch,
];
