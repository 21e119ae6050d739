import { heldByOne } from './held-by-one.ts';
import { LIFECYCLE, type Mutant } from './mutant.ts';
import { killAt, profileFor, scripted } from './scripted-fault.ts';

const SMALL = { gateways: 1, workers: 1 };

/** Nobody puts back what a dead worker held, nor what waits for its next attempt. */
const reconcilerOff: Mutant = {
  name: 'reconciler off',
  about: 'the reconciler never makes a pass',
  patches: [
    {
      apps: ['order-worker'],
      file: `${LIFECYCLE}/reconciler.js`,
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

/** Bull's own recovery alone: a job that stalls twice is gone, and its order with it. */
const stalledOut: Mutant = {
  name: 'maxStalledCount 1 without recovery',
  about: 'Bull ends a job at its second stall, and the reconciler does not look for lost orders',
  patches: [
    {
      apps: ['order-worker'],
      file: 'apps/order-worker/src/tasks/bull/bull-options.js',
      find: 'maxStalledCount: 1_000_000',
      replace: 'maxStalledCount: 1',
    },
    {
      apps: ['order-worker'],
      file: `${LIFECYCLE}/scripts/reconcile.lua.js`,
      find: 'if not is_held_by_a_worker(id)',
      replace: 'if false and not is_held_by_a_worker(id)',
    },
  ],
  faults: [scripted('the same job kills its worker until it is gone', 2_000, heldByOne)],
  shape: SMALL,
  windowMs: 34_000,
  expected: ['lost'],
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

export const RECOVERY_MUTANTS: Mutant[] = [reconcilerOff, stalledOut, appendOnlyOff];
