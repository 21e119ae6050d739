import { PROBLEM_CATALOGUE, type ProblemCode, summarizeProblem } from '@sluice/contracts';
import { PROBLEM_MEDIA_TYPE } from '@sluice/platform';
import { headersOf } from './answers';
import type { JsonObject } from '../json-object';
import type { HeaderUse } from './operation';

const ABOUT_AN_ORDER: HeaderUse = { Location: 'always' };
const COME_BACK: HeaderUse = { 'Retry-After': 'always' };

/** The header fields that belong to a problem, wherever it is met. */
const HEADERS_OF: Partial<Record<ProblemCode, HeaderUse>> = {
  unauthenticated: { 'WWW-Authenticate': 'always' },
  'unsupported-media-type': { Accept: 'sometimes', 'Accept-Encoding': 'sometimes' },
  'duplicate-order': ABOUT_AN_ORDER,
  'idempotency-key-in-use': { Location: 'sometimes', 'Retry-After': 'always' },
  'idempotency-key-reused': { Location: 'sometimes' },
  'order-rejected': { ...ABOUT_AN_ORDER, 'Idempotent-Replayed': 'sometimes' },
  'backend-failed': {
    ...ABOUT_AN_ORDER,
    'Retry-After': 'sometimes',
    'Idempotent-Replayed': 'sometimes',
  },
  'order-expired': { 'Idempotent-Replayed': 'sometimes' },
  'backend-timeout': { ...ABOUT_AN_ORDER, 'Retry-After': 'sometimes' },
  'quota-exceeded': { ...COME_BACK, RateLimit: 'always', 'RateLimit-Policy': 'always' },
  'gateway-saturated': COME_BACK,
  'queue-full': COME_BACK,
  'client-queue-full': COME_BACK,
  'queue-stale': COME_BACK,
  'queue-unavailable': { ...COME_BACK, Location: 'sometimes' },
  'shutting-down': { ...COME_BACK, Connection: 'sometimes' },
};

/** The answers of a call that are problems, by status, told from the catalogue. */
export function problemAnswers(
  codes: readonly ProblemCode[],
  path: string,
  further: HeaderUse = {},
): JsonObject {
  const known = [...new Set(codes)];
  const statuses = [...new Set(known.map((code) => PROBLEM_CATALOGUE[code].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const these = known.filter((code) => PROBLEM_CATALOGUE[code].status === status);
      return [String(status), problemAnswer(status, these, path, further)];
    }),
  );
}

function problemAnswer(
  status: number,
  codes: readonly ProblemCode[],
  path: string,
  further: HeaderUse,
): JsonObject {
  const titles = codes.map((code) => `\`${code}\`: ${PROBLEM_CATALOGUE[code].title}.`);
  return {
    description: titles.join(' '),
    headers: headersOf({ ...further, ...joined(codes.map((code) => HEADERS_OF[code] ?? {})) }),
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
        examples: Object.fromEntries(codes.map((code) => [code, { value: example(code, path) }])),
      },
    },
  };
}

/** Always there is only what each of them always has. */
function joined(uses: readonly HeaderUse[]): HeaderUse {
  const names = [...new Set(uses.flatMap((use) => Object.keys(use)))] as (keyof HeaderUse)[];
  const isAlways = (name: keyof HeaderUse) => uses.every((use) => use[name] === 'always');
  return Object.fromEntries(names.map((name) => [name, isAlways(name) ? 'always' : 'sometimes']));
}

function example(code: ProblemCode, path: string): JsonObject {
  const correlationId = 'b1e6a0f2-6a4f-4e0e-9d55-0f4c2d8a7c31';
  const errors =
    code === 'invalid-request' ? { errors: [{ pointer: '/items', detail: 'is required' }] } : {};
  return { ...summarizeProblem(code), instance: path, correlationId, ...errors };
}
