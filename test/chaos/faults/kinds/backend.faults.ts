import { PASS } from '../../proxy/link-mode.ts';
import type { SeededRandom } from '../../random/seeded-random.ts';
import { GATEWAYS, WORKERS, type FaultKind, type Stage } from '../fault.ts';

const BACKEND = 'mock-backend';
const TEN_TIMES_SLOWER = { latency: { kind: 'fixed', ms: 500 } };
const DOWN_S = [8, 15, 30];
const REPLAYED_ORDERS = 10;

/** Whether a fault may also come after the order was saved; a refusal then would be a lie. */
const FAILURES = {
  '500': true,
  '429': false,
  reset: true,
  garbage: true,
  huge: true,
  hang: true,
} as const;

/** Nobody listens there; what is under way is reset. */
const down: FaultKind = {
  name: 'backend down',
  category: 'backend',
  draw: (random, shape) => {
    const durationMs = random.pick(DOWN_S) * 1_000;
    const callers = [...GATEWAYS(shape), ...WORKERS(shape)];
    return {
      target: BACKEND,
      durationMs,
      detail: `refuses connections for ${durationMs / 1_000} s`,
      claims: [BACKEND, ...callers.map((caller) => `${caller} ↔ backend`)],
      async play({ cluster, sleep }) {
        const links = cluster.members.flatMap((member) => member.links.backend ?? []);
        await Promise.all(links.map((link) => link.setMode({ kind: 'refuse' })));
        await sleep(durationMs);
        await Promise.all(links.map((link) => link.setMode(PASS)));
        return true;
      },
    };
  },
};

async function behave(
  { cluster, sleep }: Stage,
  profile: object,
  durationMs: number,
): Promise<boolean> {
  await cluster.setProfile(profile);
  await sleep(durationMs);
  await cluster.setProfile('steady');
  return true;
}

const slow: FaultKind = {
  name: 'backend ten times slower',
  category: 'backend',
  draw: (random) => {
    const durationMs = random.integer(4, 8) * 1_000;
    return {
      target: BACKEND,
      durationMs,
      detail: `500 ms an order for ${durationMs / 1_000} s`,
      claims: [BACKEND],
      play: (stage) => behave(stage, TEN_TIMES_SLOWER, durationMs),
    };
  },
};

function failing(kind: keyof typeof FAILURES): FaultKind {
  return {
    name: `backend ${kind}`,
    category: 'backend',
    draw: (random) => {
      const durationMs = random.integer(3, 6) * 1_000;
      const failure = { kind, rate: random.pick([0.3, 0.7, 1]), when: momentOf(kind, random) };
      return {
        target: BACKEND,
        durationMs,
        detail: `${failure.rate * 100} % ${failure.when.replace('-', ' ')} for ${durationMs / 1_000} s`,
        claims: [BACKEND],
        play: (stage) => behave(stage, { preset: 'steady', failure }, durationMs),
      };
    },
  };
}

function momentOf(kind: keyof typeof FAILURES, random: SeededRandom): string {
  return FAILURES[kind] && random.chance(0.5) ? 'after-commit' : 'before-commit';
}

/** Definite refusals, and an operator who has some of the orders tried again afterwards. */
const refusing: FaultKind = {
  name: 'backend 400, then replay',
  category: 'backend',
  draw: (random) => {
    const durationMs = random.integer(2, 4) * 1_000;
    const failure = { kind: '400', rate: random.pick([0.3, 1]), when: 'before-commit' };
    return {
      target: BACKEND,
      durationMs,
      detail: `${failure.rate * 100} % refused for ${durationMs / 1_000} s`,
      claims: [BACKEND],
      async play(stage) {
        await behave(stage, { preset: 'steady', failure }, durationMs);
        stage.fleet.tellOne({ kind: 'replay', orders: REPLAYED_ORDERS });
        return true;
      },
    };
  },
};

const kinds = Object.keys(FAILURES) as (keyof typeof FAILURES)[];

export const BACKEND_FAULTS: FaultKind[] = [down, slow, ...kinds.map(failing), refusing];
