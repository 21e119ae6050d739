import type { SeededRandom } from '../random/seeded-random.ts';
import { FAULT_DECK, QUOTAS } from './fault-deck.ts';
import {
  FAULT_CATEGORIES,
  type ClusterShape,
  type FaultCategory,
  type FaultKind,
  type PlannedFault,
} from './fault.ts';

export interface ScheduleOptions {
  shape: ClusterShape;
  /** Within which every fault begins and ends. */
  windowMs: number;
}

const FIRST_AT_MS = 1_500;
/** Between two faults that touch the same thing. */
const REST_MS = 1_000;
const TRIES = 60;
/** Of the window, for one fault: a short window has no room beside a long fault. */
const LARGEST_SHARE = { short: 0.5, long: 0.8 };
const LONG_WINDOW_MS = 30_000;

/** A run's faults in the order of their moments: the same for the same chance and options. */
export function drawSchedule(random: SeededRandom, options: ScheduleOptions): PlannedFault[] {
  const { shape, windowMs } = options;
  const drafted = ({ name, category, draw }: FaultKind): Draft => {
    return { name, category, ...draw(random, shape) };
  };
  const chosen = FAULT_CATEGORIES.flatMap((category) => drawKinds(random, category));
  const others = random.shuffled(FAULT_DECK.filter((kind) => !chosen.includes(kind)));
  // The long ones first: the short ones find a place between them.
  const drafts = chosen.map(drafted).toSorted((a, b) => b.durationMs - a.durationMs);
  const planned: PlannedFault[] = [];
  // In a window that is too narrow for some of them, others may fit.
  for (const draft of [...drafts, ...others.map(drafted)]) {
    if (planned.length === chosen.length) break;
    const atMs = findMoment(random, draft, planned, windowMs);
    if (atMs !== undefined) planned.push({ ...draft, atMs });
  }
  return planned.toSorted((a, b) => a.atMs - b.atMs);
}

function drawKinds(random: SeededRandom, category: FaultCategory): FaultKind[] {
  const kinds = FAULT_DECK.filter((kind) => kind.category === category);
  return random.shuffled(kinds).slice(0, QUOTAS[category]);
}

type Draft = Omit<PlannedFault, 'atMs'>;

/** Undefined when the window is too full for it, or would be full of it. */
function findMoment(
  random: SeededRandom,
  draft: Draft,
  planned: readonly PlannedFault[],
  windowMs: number,
): number | undefined {
  const share = windowMs < LONG_WINDOW_MS ? LARGEST_SHARE.short : LARGEST_SHARE.long;
  if (draft.durationMs > share * windowMs) return undefined;
  const latestMs = windowMs - draft.durationMs;
  for (let tries = 0; tries < TRIES && latestMs > FIRST_AT_MS; tries += 1) {
    const atMs = random.integer(FIRST_AT_MS, latestMs);
    if (!planned.some((other) => collide({ ...draft, atMs }, other))) return atMs;
  }
  return undefined;
}

function collide(one: PlannedFault, other: PlannedFault): boolean {
  const shared = one.claims.some((claim) => other.claims.includes(claim));
  const apart =
    one.atMs + one.durationMs + REST_MS <= other.atMs ||
    other.atMs + other.durationMs + REST_MS <= one.atMs;
  return shared && !apart;
}
