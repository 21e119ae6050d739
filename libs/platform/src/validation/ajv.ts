import { isHttpUrl } from '@sluice/contracts';
import Ajv, { type Options, type ValidateFunction } from 'ajv';
import type { JsonSchema } from './json-schema';

const STRICT: Options = {
  strict: true,
  coerceTypes: false,
  useDefaults: false,
  removeAdditional: false,
  // Gives every error the schema that it broke, and with it the detail to tell.
  verbose: true,
};

/** Compiles a schema to a function that stops at the first error, or goes on to collect all. */
export function compileSchema(schema: JsonSchema, allErrors: boolean): ValidateFunction {
  const ajv = new Ajv({ ...STRICT, allErrors });
  ajv.addFormat('http-url', isHttpUrl);
  ajv.addKeyword('detail');
  ajv.addKeyword({ keyword: 'holds', validate: doAllHold, errors: false });
  return ajv.compile(schema);
}

function doAllHold(verdicts: NonNullable<JsonSchema['holds']>, value: unknown): boolean {
  return verdicts.every((holds) => holds(value));
}
