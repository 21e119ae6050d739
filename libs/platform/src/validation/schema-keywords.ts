import type { DtoRule } from './read-dto';
import type { JsonSchema } from './json-schema';

type Translate = (...given: readonly unknown[]) => JsonSchema | undefined;

const isRegExp = (value: unknown): value is RegExp => value instanceof RegExp;
const isPlain = (value: unknown) => value === null || typeof value !== 'object';

/** The decorators that JSON Schema can say exactly; Ajv compiles its patterns with the flag `u`. */
const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  isInt: () => ({ type: 'integer' }),
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isArray: () => ({ type: 'array' }),
  isHttpUrl: () => ({ type: 'string', format: 'http-url' }),
  min: (minimum) => ({ type: 'number', minimum: Number(minimum) }),
  max: (maximum) => ({ type: 'number', maximum: Number(maximum) }),
  arrayMinSize: (minItems) => ({ type: 'array', minItems: Number(minItems) }),
  arrayMaxSize: (maxItems) => ({ type: 'array', maxItems: Number(maxItems) }),
  matches: (pattern) =>
    isRegExp(pattern) && pattern.flags === 'u'
      ? { type: 'string', pattern: pattern.source }
      : undefined,
  isIn: (values) =>
    Array.isArray(values) && values.every(isPlain) ? { enum: values as unknown[] } : undefined,
};

/**
 * One schema of all rules of a value. A rule that JSON Schema cannot say, or not twice, is kept as
 * class-validator's own verdict, so that the two can never differ.
 */
export function schemaOf(rules: readonly DtoRule[]): JsonSchema {
  return rules.reduce<JsonSchema>(addRule, {});
}

function addRule(schema: JsonSchema, rule: DtoRule): JsonSchema {
  const { type, ...keywords } = TRANSLATIONS[rule.name]?.(...rule.arguments) ?? {};
  const merged = type === undefined ? schema.type : narrower(schema.type, type);
  const isSaid = (type !== undefined || 'enum' in keywords) && merged !== null;
  if (!isSaid || Object.keys(keywords).some((keyword) => keyword in schema)) {
    return { ...schema, holds: [...(schema.holds ?? []), rule.holds] };
  }
  return { ...schema, ...keywords, ...(merged === undefined ? {} : { type: merged }) };
}

/** The type that satisfies both; null where JSON Schema's `type` cannot. */
function narrower(known: string | undefined, added: string): string | null {
  if (known === undefined || known === added) return added;
  const isNumeric = [known, added].every((type) => type === 'integer' || type === 'number');
  return isNumeric ? 'integer' : null;
}
