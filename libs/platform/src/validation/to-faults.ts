import type { ProblemFault } from '@sluice/contracts';
import type { ErrorObject } from 'ajv';
import { pointerTo } from '../http/strict-json/json-pointer';
import type { JsonSchema } from './json-schema';

/** At most so many faults are told of one body, so that a wrong one cannot make a long answer. */
const MAX_FAULTS = 50;

/** One fault for every place that Ajv complains about, however many rules are broken there. */
export function toFaults(errors: readonly ErrorObject[]): ProblemFault[] {
  const faults = new Map<string, ProblemFault>();
  for (const error of errors) {
    const fault = toFault(error);
    faults.set(fault.pointer, fault);
    if (faults.size === MAX_FAULTS) break;
  }
  return [...faults.values()];
}

function toFault({ instancePath, keyword, params, parentSchema }: ErrorObject): ProblemFault {
  if (keyword === 'required') {
    const { missingProperty } = params as { missingProperty: string };
    return { pointer: pointerTo(instancePath, missingProperty), detail: 'is required' };
  }
  if (keyword === 'additionalProperties') {
    const { additionalProperty } = params as { additionalProperty: string };
    return {
      pointer: pointerTo(instancePath, additionalProperty),
      detail: 'is not a known member',
    };
  }
  const { detail = 'is not valid' } = (parentSchema ?? {}) as JsonSchema;
  return { pointer: instancePath, detail };
}
