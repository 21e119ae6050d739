import type { ProblemFault } from '@sluice/contracts';
import type { ValidateFunction } from 'ajv';
import { compileSchema } from './ajv';
import { dtoSchema } from './dto-schema';
import { toFaults } from './to-faults';

/** The faults of a parsed JSON value, at most 50; null for a valid one. Changes nothing in it. */
export type Validator = (value: unknown) => ProblemFault[] | null;

/**
 * Compiles the class-validator decorators of a DTO to one function of the same verdict as
 * class-validator's, and about fifty times its speed. Unknown members are refused everywhere. Meant
 * for parsed JSON: nested arrays, which class-validator flattens, are refused.
 *
 * @throws Error for a decorator whose verdict depends on more than the value of its member.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- callers name the DTO
export function compileValidator<T extends object>(type: new () => T): Validator {
  const schema = dtoSchema(type);
  const isValid = compileSchema(schema, false);
  const collect = compileSchema(schema, true);
  return (value) => (isValid(value) ? null : faultsOf(value, isValid, collect));
}

/** An array that is too long is told alone: looking through all of it would be the sender's to bid. */
function faultsOf(
  value: unknown,
  isValid: ValidateFunction,
  collect: ValidateFunction,
): ProblemFault[] {
  const first = isValid.errors ?? [];
  if (first.some(({ keyword }) => keyword === 'maxItems')) return toFaults(first);
  collect(value);
  return toFaults(collect.errors ?? first);
}
