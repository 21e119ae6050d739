import { describeValue } from './fault-details';
import type { JsonSchema } from './json-schema';
import { readDto, type Constructor, type DtoMember } from './read-dto';
import { schemaOf } from './schema-keywords';

/** Turns DTOs and what they nest into schemas in which every object is closed. */
class SchemaBuilder {
  readonly definitions: Record<string, JsonSchema> = {};
  private readonly names = new Map<Constructor, string>();

  refer(type: Constructor): string {
    const known = this.names.get(type);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = this.definitions[type.name] ? `${type.name}${this.names.size}` : type.name;
    this.names.set(type, name);
    const definition: JsonSchema = (this.definitions[name] = {});
    Object.assign(definition, this.object(readDto(type)));
    return `#/$defs/${name}`;
  }

  private object(members: readonly DtoMember[]): JsonSchema {
    return {
      type: 'object',
      properties: Object.fromEntries(members.map((member) => [member.name, this.member(member)])),
      required: members.filter((m) => m.presence === 'required').map(({ name }) => name),
      additionalProperties: false,
      detail: 'must be an object',
    };
  }

  private member(member: DtoMember): JsonSchema {
    const schema = this.value(member);
    if (member.presence !== 'optional-or-null') return schema;
    const { detail = '' } = schema;
    return { anyOf: [{ type: 'null', detail }, schema], detail };
  }

  private value({ rules, nested }: DtoMember): JsonSchema {
    const own = described(rules.filter(({ each }) => !each));
    const elementRules = rules.filter(({ each }) => each);
    const reference = nested ? { $ref: this.refer(nested.type) } : {};
    if (elementRules.length === 0 && !nested?.each) return { ...own, ...reference };
    const elements = elementRules.length === 0 ? {} : described(elementRules);
    return { ...own, type: 'array', items: { ...elements, ...reference } };
  }
}

function described(rules: DtoMember['rules']): JsonSchema {
  const schema = schemaOf(rules);
  return { ...schema, detail: describeValue(schema, rules) };
}

/**
 * The JSON schema of a DTO, derived from its class-validator decorators.
 *
 * @throws Error for a decorator whose verdict depends on more than the value of its member.
 */
export function dtoSchema(type: Constructor): JsonSchema {
  const builder = new SchemaBuilder();
  const $ref = builder.refer(type);
  return { $ref, $defs: builder.definitions };
}
