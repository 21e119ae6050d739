import type { ProfileDocument } from './profile-document';

type Preset = Omit<ProfileDocument, 'preset' | 'failure'>;

/** Preset names and their behaviour; all of them without failures. */
export const PROFILE_PRESETS = {
  steady: { latency: { kind: 'fixed', ms: 50 }, workers: 16, contention: null },
  /**
   * Steady up to 50 pending; above, it collapses as the published experiment's backend did. Fitted
   * to the sync throughput of its rungs 50–1000 (within 25 %; see the calibration's spec).
   */
  contended: {
    latency: { kind: 'fixed', ms: 50 },
    workers: 16,
    contention: { above: 50, floor: 0.15, exponent: 5 },
  },
  unbounded: { latency: { kind: 'fixed', ms: 50 }, workers: null, contention: null },
  slow: { latency: { kind: 'fixed', ms: 12_000 }, workers: 15, contention: null },
  beyond: { latency: { kind: 'fixed', ms: 35_000 }, workers: 15, contention: null },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PROFILE_PRESETS;

export const PRESET_NAMES = Object.keys(PROFILE_PRESETS) as PresetName[];

/** What holds where a request for a profile is silent. */
export const DEFAULT_PRESET: PresetName = 'steady';
