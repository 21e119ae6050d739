import { ContentionLaw } from '../workshop/contention-law';
import { type LognormalLatency } from '../latency/lognormal-latency';
import { presetProfile, toServiceProfile } from './profile.mapper';
import { PRESET_NAMES } from './profile-presets';

const noFailure = { kind: 'none', rate: 0, when: 'before-commit' };

describe('toServiceProfile', () => {
  it('knows the presets', () => {
    expect(PRESET_NAMES).toEqual(['steady', 'contended', 'unbounded', 'slow', 'beyond']);
    const [latencies, workers] = [
      PRESET_NAMES.map((name) => presetProfile(name).document.latency),
      PRESET_NAMES.map((name) => presetProfile(name).workers),
    ];
    expect(latencies).toEqual([50, 50, 50, 12_000, 35_000].map((ms) => ({ kind: 'fixed', ms })));
    expect(workers).toEqual([16, 16, null, 15, 15]);
    expect(presetProfile('contended').contention).toEqual(new ContentionLaw(50, 0.15, 5));
  });

  it('takes what is left out from the default preset', () => {
    expect(toServiceProfile({ workers: 3 }).document).toEqual({
      latency: { kind: 'fixed', ms: 50 },
      workers: 3,
      contention: null,
      failure: noFailure,
    });
  });

  it('varies the preset that is named, and no longer calls it by that name', () => {
    const { document } = toServiceProfile({ preset: 'slow', failure: { kind: '500' } });
    expect(document).toEqual({
      latency: { kind: 'fixed', ms: 12_000 },
      workers: 15,
      contention: null,
      failure: { kind: '500', rate: 1, when: 'before-commit' },
    });
  });

  it('recognizes a preset that is spelt out', () => {
    const spelt = { latency: { kind: 'fixed', ms: 50 }, workers: null, contention: null } as const;
    expect(toServiceProfile(spelt).document.preset).toBe('unbounded');
  });

  it.each(PRESET_NAMES)('reads its own description of %s back', (name) => {
    const { document } = presetProfile(name);
    expect(document.preset).toBe(name);
    expect(toServiceProfile(document)).toEqual(presetProfile(name));
  });

  it('makes a log-normal law from a 99th percentile', () => {
    const latency = { kind: 'lognormal', medianMs: 50, p99Ms: 50 * Math.E } as const;
    const law = toServiceProfile({ latency }).latency as LognormalLatency;
    expect(law.sigma).toBeCloseTo(1 / 2.3263, 4);
  });
});
