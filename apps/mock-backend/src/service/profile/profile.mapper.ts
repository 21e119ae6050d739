import { isDeepStrictEqual } from 'node:util';
import { FailureLaw } from '../failure-law';
import { FixedLatency } from '../latency/fixed-latency';
import type { LatencyLaw } from '../latency/latency-law';
import { LognormalLatency } from '../latency/lognormal-latency';
import { UniformLatency } from '../latency/uniform-latency';
import { ContentionLaw } from '../workshop/contention-law';
import type {
  ContentionDocument,
  FailureDocument,
  LatencyDocument,
  ProfileDocument,
  ProfileRequest,
} from './profile-document';
import { DEFAULT_PRESET, PRESET_NAMES, PROFILE_PRESETS, type PresetName } from './profile-presets';
import type { ServiceProfile } from './service-profile';

const NO_FAILURE: FailureDocument = { kind: 'none', rate: 0, when: 'before-commit' };

export function isPresetName(value: unknown): value is PresetName {
  return (PRESET_NAMES as unknown[]).includes(value);
}

export function presetProfile(preset: PresetName): ServiceProfile {
  return toServiceProfile({ preset });
}

/** What the request leaves out comes from the preset that it names, or else from the default. */
export function toServiceProfile(request: ProfileRequest): ServiceProfile {
  const document = completeDocument(request);
  return {
    latency: toLatencyLaw(document.latency),
    workers: document.workers,
    contention: toContentionLaw(document.contention),
    failure: new FailureLaw(document.failure.kind, document.failure.rate, document.failure.when),
    document,
  };
}

function completeDocument({ preset, failure, ...members }: ProfileRequest): ProfileDocument {
  const origin = PROFILE_PRESETS[isPresetName(preset) ? preset : DEFAULT_PRESET];
  const document = { ...origin, ...members, failure: completeFailure(failure) };
  const name = PRESET_NAMES.find((candidate) => isPreset(candidate, document));
  return name ? { preset: name, ...document } : document;
}

function completeFailure(failure: ProfileRequest['failure']): FailureDocument {
  if (!failure || failure.kind === 'none') return NO_FAILURE;
  return { ...NO_FAILURE, rate: 1, ...failure };
}

function isPreset(name: PresetName, document: ProfileDocument): boolean {
  return isDeepStrictEqual({ ...PROFILE_PRESETS[name], failure: NO_FAILURE }, document);
}

function toLatencyLaw(document: LatencyDocument): LatencyLaw {
  if (document.kind === 'fixed') return new FixedLatency(document.ms);
  if (document.kind === 'uniform') return new UniformLatency(document.minMs, document.maxMs);
  if ('sigma' in document) return new LognormalLatency(document.medianMs, document.sigma);
  return LognormalLatency.fromP99(document.medianMs, document.p99Ms);
}

function toContentionLaw(document: ContentionDocument | null): ContentionLaw | null {
  return document && new ContentionLaw(document.above, document.floor, document.exponent);
}
