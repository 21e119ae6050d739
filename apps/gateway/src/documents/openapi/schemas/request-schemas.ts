import { HTTP_URL_MAX_LENGTH } from '@sluice/contracts';
import { type Constructor, dtoSchema, type JsonSchema } from '@sluice/platform';
import type { JsonObject } from '../../json-object';
import { portablePattern } from './portable-pattern';

/** The schemas of classes and of what they nest, as run-time validation knows them. */
export function requestSchemas(types: readonly Constructor[]): JsonObject {
  return Object.fromEntries(
    types.flatMap((type) => {
      const { $defs = {} } = dtoSchema(type);
      return Object.entries($defs).map(([name, schema]) => [name, published(schema)]);
    }),
  );
}

/** Without the words that only our own validator knows. */
function published(schema: JsonSchema): JsonObject {
  const { holds, detail, properties, items, anyOf, $ref, format, pattern, ...rest } = schema;
  if (holds) throw new Error(`a rule that JSON Schema cannot say: ${detail}`);
  return {
    ...rest,
    ...(detail ? { description: detail } : {}),
    ...(pattern ? { pattern: portablePattern(pattern) } : {}),
    ...(format === 'http-url' ? HTTP_URL : {}),
    ...(properties ? { properties: publishedEach(properties) } : {}),
    ...(items ? { items: published(items) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(published) } : {}),
    ...($ref ? { $ref: $ref.replace('#/$defs/', '#/components/schemas/') } : {}),
  };
}

/** A schema by name, with what a member has to meet beyond what its class says. */
export function narrowed(name: string, members: JsonObject): JsonObject {
  return { allOf: [{ $ref: `#/components/schemas/${name}` }, { properties: members }] };
}

const HTTP_URL = {
  format: 'uri',
  pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[!-~]+$',
  maxLength: HTTP_URL_MAX_LENGTH,
};

function publishedEach(properties: Record<string, JsonSchema>): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, published(schema)]),
  );
}
