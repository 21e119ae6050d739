import { luaFile, type Mutant } from './mutant.ts';
import { UNKEYED_ONLY } from './plain-load.ts';
import { profileFor } from './scripted-fault.ts';

/** The sixth digit of an id counts up with each order of a gateway. */
const EVERY_SIXTEENTH = "string.sub(id, 6, 6) == '0'";

/** An order is written down but stands in no lane. */
const laneEntryLost: Mutant = {
  name: 'lane entry lost',
  about: 'the intake forgets to put some orders into their lane',
  patches: [
    {
      apps: ['gateway'],
      file: luaFile('accept'),
      find: "call('RPUSH', lane_key(name), unpack(lane.ids))",
      replace: `for _, id in ipairs(lane.ids) do
      if not (${EVERY_SIXTEENTH}) then call('RPUSH', lane_key(name), id) end
    end`,
    },
  ],
  faults: [],
  shape: { gateways: 1, workers: 1 },
  windowMs: 5_000,
  expected: ['lost'],
};

/**
 * Of the two halves of an end the one is done. The other way round, a lease that stays, mends itself: the
 * reconciler finds that nobody needs it.
 */
const settleHalfDone: Mutant = {
  name: 'settle half done',
  about: 'a lease is given up, and the record does not say how its order ended',
  patches: [
    {
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: "if operation == 'completed' then finish(",
      replace: `if operation == 'completed' and ${EVERY_SIXTEENTH} then
    local forgotten = true
  elseif operation == 'completed' then finish(`,
    },
  ],
  faults: [],
  shape: { gateways: 1, workers: 1 },
  windowMs: 5_000,
  expected: ['lost'],
};

/** The client with the backlog comes first by name, and so where starts are equal. */
const BULK = { client: 'bulk', apiKey: 'the-key-of-bulk' };
const SINGLE = { client: 'single', apiKey: 'the-key-of-single' };
const WINDOW_MS = 14_000;
const TEN_TIMES_SLOWER = { latency: { kind: 'fixed', ms: 500 } };

/** Who is served starts again at the beginning, so that nobody ever catches up with him. */
const virtualTimeReset: Mutant = {
  name: 'virtual time reset',
  about: "a lane that was served starts at zero again, before every other client's",
  patches: [
    {
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: "call('ZINCRBY', lanes_key(lane), served / weight, lane)",
      replace: "call('ZADD', lanes_key(lane), 0, lane)",
    },
  ],
  // Sixteen at a time, two a second each: half of what comes piles up.
  faults: [profileFor(500, WINDOW_MS - 1_000, TEN_TIMES_SLOWER)],
  mix: UNKEYED_ONLY,
  clients: [
    { identity: BULK, ratePerSecond: 58 },
    { identity: SINGLE, ratePerSecond: 2 },
  ],
  prompt: { client: SINGLE.client, withinMs: 2_500, beside: BULK.client },
  shape: { gateways: 1, workers: 1 },
  windowMs: WINDOW_MS,
  expected: ['late'],
};

export const BOOKKEEPING_MUTANTS: Mutant[] = [laneEntryLost, settleHalfDone, virtualTimeReset];
