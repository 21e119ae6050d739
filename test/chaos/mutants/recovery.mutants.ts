import { diesOfEveryBell } from './dies-of-every-bell.ts';
import { luaFile, type Mutant, type Patch, TASK_QUEUE } from './mutant.ts';
import { UNKEYED_ONLY } from './plain-load.ts';
import { killAt, profileFor, scripted } from './scripted-fault.ts';

const SMALL = { gateways: 1, workers: 1 };

const nobodyRingsLater: Patch = {
  apps: ['order-worker'],
  file: luaFile('reconcile'),
  find: 'is_anything_in_lanes() and ring_if_silent(now) and 1 or 0',
  replace: '0',
};

/** Nobody puts back what a dead worker held, nor what waits for its next attempt. */
const reconcilerOff: Mutant = {
  name: 'reconciler off',
  about: 'the reconciler never makes a pass',
  patches: [
    {
      apps: ['order-worker'],
      file: `${TASK_QUEUE}/reconciler.js`,
      find: 'start() {',
      replace: 'start() { return;',
    },
  ],
  faults: [
    profileFor(2_000, 2_000, { preset: 'steady', failure: { kind: '500', rate: 0.5 } }),
    killAt(5_000, 'order-worker-1', 'after-begin'),
  ],
  shape: SMALL,
  windowMs: 10_000,
  expected: ['lost'],
};

/** Every net under a bell is taken away: Bull's own patience, the bells that follow, a worker's own look. */
const bellsLost: Mutant = {
  name: 'bells lost with their workers',
  about:
    'Bull ends a wake-up job at its second stall, only the first order of a lane rings, and nobody looks',
  patches: [
    {
      apps: ['order-worker'],
      file: 'apps/order-worker/src/tasks/bull/wake-up-queues.js',
      find: 'maxStalledCount: 1_000_000',
      replace: 'maxStalledCount: 1',
    },
    {
      apps: ['gateway'],
      file: luaFile('bell'),
      find: 'MOST_WAITING = 8',
      replace: 'MOST_WAITING = 1',
    },
    {
      apps: ['gateway'],
      file: luaFile('accept'),
      find: 'if has_come then ring(now) end',
      replace: `for _, lane in pairs(lanes) do
  if lane.length == 0 and #lane.ids > 0 then ring(now) end
end`,
    },
    nobodyRingsLater,
    {
      apps: ['order-worker'],
      file: 'apps/order-worker/src/operations/worker-heartbeat.service.js',
      find: 'this.timers.push(setInterval(this.look, LOOK_EVERY_MS));',
      replace: '',
    },
  ],
  faults: [scripted('every bell kills its worker', 2_000, diesOfEveryBell)],
  shape: SMALL,
  windowMs: 36_000,
  expected: ['lost'],
};

/** Neither for what comes nor for what is there. */
const wakeUpNeverPushed: Mutant = {
  name: 'wake-up never pushed',
  about: 'no bell gets into the list of those that wait',
  patches: [
    {
      apps: ['gateway', 'order-worker'],
      file: luaFile('bell'),
      find: "call('LPUSH', bull .. 'wait', id)",
      replace: '',
    },
  ],
  faults: [],
  mix: UNKEYED_ONLY,
  // A worker looks by itself every five seconds.
  prompt: { client: 'anonymous', withinMs: 2_000 },
  shape: SMALL,
  windowMs: 12_000,
  expected: ['late'],
};

/** Redis forgets at its restart what it confirmed. */
const appendOnlyOff: Mutant = {
  name: 'append-only file off',
  about: 'Redis writes nothing down, and is killed',
  patches: [],
  prepare: ({ probe }) => probe.configure('appendonly', 'no'),
  faults: [
    scripted('kill redis', 4_000, async ({ cluster, sleep }) => {
      cluster.redis.service.kill('SIGKILL');
      await sleep(3_000);
    }),
  ],
  shape: SMALL,
  windowMs: 8_000,
  expected: ['lost'],
};

export const RECOVERY_MUTANTS: Mutant[] = [
  reconcilerOff,
  bellsLost,
  wakeUpNeverPushed,
  appendOnlyOff,
];
