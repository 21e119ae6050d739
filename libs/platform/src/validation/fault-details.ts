import type { JsonSchema } from './json-schema';
import type { DtoRule } from './read-dto';

/** What a fault of a value is told as: all its rules at once, so that the client can mend it. */
export function describeValue(schema: JsonSchema, rules: readonly DtoRule[]): string {
  const said = saidBySchema(schema);
  const others = rules.filter((rule) => rule.isWorded || isUnsaid(schema, rule));
  const messages = others.map(({ message }) => message);
  const isReplaced = said === undefined || others.some(({ isWorded }) => isWorded);
  const all = isReplaced ? messages : [said, ...messages];
  return [...new Set(all)].filter((text) => text !== '').join(' and ') || 'is not valid';
}

const isUnsaid = (schema: JsonSchema, rule: DtoRule): boolean =>
  schema.holds?.includes(rule.holds) === true || schema.format !== undefined;

function saidBySchema(schema: JsonSchema): string | undefined {
  if (schema.enum) return `must be one of ${schema.enum.map((v) => JSON.stringify(v)).join(', ')}`;
  switch (schema.type) {
    case 'integer':
      return `must be an integer${range(schema.minimum, schema.maximum)}`;
    case 'number':
      return `must be a number${range(schema.minimum, schema.maximum)}`;
    case 'array':
      return `must be an array${size(schema.minItems, schema.maxItems)}`;
    case 'boolean':
      return 'must be true or false';
    case 'string':
      return schema.format ? undefined : `must be text${matching(schema.pattern)}`;
    default:
      return undefined;
  }
}

function range(minimum?: number, maximum?: number): string {
  if (minimum !== undefined && maximum !== undefined) return ` between ${minimum} and ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}

function size(minItems?: number, maxItems?: number): string {
  if (minItems !== undefined && maxItems !== undefined)
    return ` of ${minItems} to ${maxItems} items`;
  if (minItems !== undefined) return ` of at least ${minItems} items`;
  return maxItems === undefined ? '' : ` of at most ${maxItems} items`;
}

const matching = (pattern?: string): string =>
  pattern === undefined ? '' : ` that matches ${pattern}`;
