import { FAULT_KINDS, FAULT_MOMENTS } from '../../fault-source.port';
import { PRESET_NAMES } from './profile-presets';

/** An hour: longer is a slip of the pen, and Node's timers end at 25 days. */
const duration = { type: 'number', minimum: 0, maximum: 3_600_000 };
const positiveDuration = { ...duration, minimum: 0.001 };

const closed = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const uniformLatency = closed({
  kind: { const: 'uniform' },
  minMs: duration,
  maxMs: { ...duration, minimum: { $data: '1/minMs' } },
});

const lognormalLatency = {
  ...closed(
    {
      kind: { const: 'lognormal' },
      medianMs: positiveDuration,
      sigma: { type: 'number', minimum: 0, maximum: 5 },
      p99Ms: { ...duration, minimum: { $data: '1/medianMs' } },
    },
    ['kind', 'medianMs'],
  ),
  oneOf: [{ required: ['sigma'] }, { required: ['p99Ms'] }],
};

const latency = {
  type: 'object',
  discriminator: { propertyName: 'kind' },
  oneOf: [closed({ kind: { const: 'fixed' }, ms: duration }), uniformLatency, lognormalLatency],
};

/** A floor of 0 would let the backend stop for good. */
const contention = {
  ...closed({
    above: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    floor: { type: 'number', minimum: 0.001, maximum: 1 },
    exponent: { type: 'number', minimum: 0, maximum: 16 },
  }),
  nullable: true,
};

const failure = closed(
  {
    kind: { enum: ['none', ...FAULT_KINDS] },
    rate: { type: 'number', minimum: 0, maximum: 1 },
    when: { enum: FAULT_MOMENTS },
  },
  ['kind'],
);

/** JSON schema (Ajv, with `$data` and `discriminator`) of `PUT /profile`'s object form. */
export const PROFILE_SCHEMA = closed(
  {
    preset: { enum: PRESET_NAMES },
    latency,
    workers: { type: 'integer', minimum: 1, maximum: 1_000_000, nullable: true },
    contention,
    failure,
  },
  [],
);
