import { ProblemError } from '@sluice/platform';

const MAX_COUNT = 1_000_000_000;
const MAX_WAIT_MS = 600_000;
const DEFAULT_WAIT_MS = 30_000;

export interface CountQuery {
  /** 0: the present count, at once. */
  readonly atLeast: number;
  readonly waitMs: number;
}

/** @throws ProblemError 400 `invalid-request` */
export function toCountQuery(query: Record<string, unknown>): CountQuery {
  return {
    atLeast: toInteger('atLeast', query['atLeast'] ?? '0', MAX_COUNT),
    waitMs: toInteger('waitMs', query['waitMs'] ?? `${DEFAULT_WAIT_MS}`, MAX_WAIT_MS),
  };
}

function toInteger(name: string, text: unknown, max: number): number {
  const value = typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value <= max) return value;
  throw new ProblemError('invalid-request', `${name} has to be a whole number from 0 to ${max}.`);
}
