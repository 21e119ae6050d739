import { type Scenario, SCENARIO_LIMITS } from '@sluice/simulation';

/** What the published description leaves open is chosen here; docs/lab.md says why. */
export const DEFAULT_LOAD: Scenario = {
  calls: 150,
  arrivalWindowMs: 3_000,
  backendLatencyMs: 12_000,
  backendWorkers: 15,
  threads: 40,
  upstreamTimeoutMs: 30_000,
  queueLimit: 500,
  ttlMs: 60_000,
  pollIntervalMs: 2_000,
};

/** Well-known cases, by what is changed in them. */
export const PRESETS: readonly (readonly [name: string, changes: Partial<Scenario>])[] = [
  ['The burst', {}],
  ['Backend at 35 s', { backendLatencyMs: 35_000 }],
  ['514 calls', { calls: 514, ttlMs: 900_000 }],
  ['TTL of 30 s', { ttlMs: 30_000 }],
  ['Room for 100', { queueLimit: 100 }],
  ['Patient queue', { ttlMs: 900_000 }],
];

const MS_PER_S = 1_000;

/** A member of the scenario as somebody sets it. */
export interface LoadField {
  member: keyof Scenario;
  label: string;
  unit: 's' | '';
  /** In the field's unit. */
  most: number;
  least: number;
}

const field = (member: keyof Scenario, label: string, most: number): LoadField => {
  const unit = member.endsWith('Ms') ? 's' : '';
  const least = SCENARIO_LIMITS[member][0];
  return { member, label, unit, most, least: unit === 's' ? Math.min(least, 1) : least };
};

/** More than this a page does not draw well. */
const MOST_CALLS = 1_000;

export const LOAD_FIELDS: readonly LoadField[] = [
  field('calls', 'Calls', MOST_CALLS),
  field('arrivalWindowMs', 'Arrival window', 60),
  field('backendLatencyMs', 'Latency', 120),
  field('backendWorkers', 'Backend workers', 60),
  field('threads', 'Gateway threads', 200),
  field('ttlMs', 'Queue TTL', 3_600),
  field('queueLimit', 'Queue limit', MOST_CALLS),
];

/** The number in the field. */
export function fieldValue(scenario: Scenario, { member, unit }: LoadField): number {
  return unit === 's' ? scenario[member] / MS_PER_S : scenario[member];
}

/** The scenario with what was typed; what is no number within the limits is left as it was. */
export function withField(scenario: Scenario, field: LoadField, typed: number): Scenario {
  if (!(typed >= field.least && typed <= field.most)) return scenario;
  const value = Math.round(field.unit === 's' ? typed * MS_PER_S : typed);
  return { ...scenario, [field.member]: value };
}
