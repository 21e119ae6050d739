import fc from 'fast-check';
import { Playback } from './playback';
import type { EventKind, Pattern, Run } from './run';
import { PHASES, workerStates } from './run-state';
import { totalsOf } from './run-totals';
import type { Scenario } from './scenario';
import { simulate } from './simulate';

const upTo = (most: number, least = 1) => fc.integer({ min: least, max: most });

const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  calls: upTo(60),
  arrivalWindowMs: upTo(60, 0),
  backendLatencyMs: upTo(40),
  backendWorkers: upTo(6),
  threads: upTo(12),
  upstreamTimeoutMs: upTo(60),
  queueLimit: upTo(40, 0),
  ttlMs: upTo(80),
  pollIntervalMs: upTo(15),
});

const anyRun = fc
  .tuple(fc.constantFrom<Pattern[]>('sync', 'async'), anyScenario)
  .map(([pattern, scenario]) => simulate(pattern, scenario));

const holds = (property: (run: Run) => void) =>
  fc.assert(fc.property(anyRun, property), { numRuns: 100 });

const callsWith = ({ events }: Run, ...kinds: EventKind[]) =>
  events.filter(({ kind }) => kinds.includes(kind)).map(({ call }) => call);

/** The state after each moment at which something happened. */
function eachState(run: Run, look: (state: ReturnType<Playback['stateAt']>) => void): void {
  const playback = new Playback(run);
  for (const atMs of new Set(run.events.map((event) => event.atMs))) look(playback.stateAt(atMs));
}

describe('any run', () => {
  it('ends each call in exactly one way', () =>
    holds((run) => {
      const outcomes = callsWith(run, 'refused', 'answered', 'timed-out', 'learned');
      expect([...outcomes].sort((a, b) => a - b)).toEqual([...Array(run.scenario.calls).keys()]);
      const { completed, timedOut, expired, refused } = totalsOf(run);
      expect(completed + timedOut + expired + refused).toBe(run.scenario.calls);
    }));

  it('counts every call at each moment', () =>
    holds((run) => {
      eachState(run, ({ counts, phases, depth, workers }) => {
        expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(phases.length);
        for (const phase of PHASES) {
          expect(counts[phase]).toBe(phases.filter((it) => it === phase).length);
        }
        expect(depth).toBeGreaterThanOrEqual(counts.waiting);
        const inHand = workers.filter((call) => call !== undefined);
        expect(inHand.length).toBeGreaterThanOrEqual(counts.processing);
      });
    }));

  it('uses no more threads and workers than there are, and none twice at a time', () =>
    holds((run) => {
      const { pattern, scenario } = run;
      eachState(run, (state) => {
        expect(state.threads).toHaveLength(pattern === 'sync' ? scenario.threads : 0);
        expect(state.workers).toHaveLength(scenario.backendWorkers);
        const inHand = state.workers.filter((call) => call !== undefined);
        expect(new Set(inHand).size).toBe(inHand.length);
        if (pattern === 'async') expect(workerStates(state)).not.toContain('abandoned');
        const held = state.threads.filter((thread) => thread === 'busy').length;
        const { waiting, processing, done } = state.counts;
        if (pattern === 'sync') expect(held).toBe(waiting + processing + done);
      });
    }));

  it('serves whoever came first', () =>
    holds((run) => {
      const begun = callsWith(run, 'begun');
      expect(begun).toEqual([...begun].sort((a, b) => a - b));
    }));

  it('never lets more wait than may, nor longer', () =>
    holds((run) => {
      if (run.pattern === 'sync') return;
      const { queueLimit, ttlMs } = run.scenario;
      eachState(run, ({ depth }) => expect(depth).toBeLessThanOrEqual(queueLimit));
      const acceptedAt = new Map<number, number>();
      for (const { kind, call, atMs } of run.events) {
        if (kind === 'accepted') acceptedAt.set(call, atMs);
        if (kind === 'begun') expect(atMs - acceptedAt.get(call)!).toBeLessThan(ttlMs);
        if (kind === 'expired') expect(atMs - acceptedAt.get(call)!).toBe(ttlMs);
      }
    }));

  it('leaves no worker idle while somebody waits', () =>
    holds((run) => {
      eachState(run, ({ depth, workers }) => {
        if (depth > 0) expect(workers).not.toContain(undefined);
      });
    }));

  it('goes on in time', () =>
    holds(({ events }) => {
      const times = events.map(({ atMs }) => atMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }));

  it('comes out the same again', () =>
    holds((run) => expect(simulate(run.pattern, { ...run.scenario })).toEqual(run)));

  it('plays alike in any steps, forwards and back', () =>
    fc.assert(
      fc.property(anyRun, fc.array(upTo(200, 0), { maxLength: 8 }), (run, moments) => {
        const playback = new Playback(run);
        for (const moment of moments) {
          expect(playback.stateAt(moment)).toEqual(new Playback(run).stateAt(moment));
        }
      }),
    ));
});
