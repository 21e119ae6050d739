/// <reference path="./class-transformer-storage.d.ts" />
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { ValidationTypes, getMetadataStorage } from 'class-validator';

export type Constructor = new () => object;

/** One decorator of a DTO member. */
export interface DtoRule {
  /** class-validator's name of the constraint, such as `isInt`. */
  name: string;
  arguments: readonly unknown[];
  /** Whether it speaks of the elements of an array. */
  each: boolean;
  /** class-validator's own verdict on a value. */
  holds: (value: unknown) => boolean;
  message: string;
  /** Whether the message was written for this rule. */
  isWorded: boolean;
}

/** One member of a DTO with all that its decorators say. */
export interface DtoMember {
  name: string;
  rules: DtoRule[];
  presence: 'required' | 'optional' | 'optional-or-null';
  nested: { type: Constructor; each: boolean } | undefined;
}

type Metadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[0];

/**
 * Reads the decorators of a DTO.
 *
 * @throws Error for a decorator that cannot be judged by the value of its member alone.
 */
export function readDto(type: Constructor): DtoMember[] {
  const storage = getMetadataStorage();
  const metadatas = storage.getTargetValidationMetadatas(type, '', true, false);
  const members = Object.entries(storage.groupByPropertyName(metadatas));
  if (members.length === 0) throw new Error(`${type.name} has no class-validator decorators`);
  return members.map(([name, decorators]) => readMember(type, name, decorators));
}

function readMember(type: Constructor, name: string, decorators: Metadata[]): DtoMember {
  const rules = decorators.filter(({ constraintCls }) => constraintCls).map(readRule);
  return {
    name,
    rules,
    presence: presenceOf(type, name, decorators, rules),
    nested: nestedOf(type, name, decorators),
  };
}

function readRule(decorator: Metadata): DtoRule {
  const constraint = getMetadataStorage().getTargetValidatorConstraints(decorator.constraintCls)[0];
  if (!constraint || constraint.async || decorator.validateIf) throw unreadable(decorator);
  const { instance } = constraint;
  const context = contextOf(decorator);
  return {
    name: constraint.name,
    arguments: decorator.constraints ?? [],
    each: decorator.each ?? false,
    holds: (value) => instance.validate(value, { ...context, value }) === true,
    isWorded: typeof decorator.message === 'string',
    message: messageOf(decorator, instance.defaultMessage?.({ ...context, value: undefined })),
  };
}

function contextOf({ propertyName, target, constraints }: Metadata) {
  const targetName = typeof target === 'string' ? target : target.name;
  return { targetName, property: propertyName, object: {}, constraints: constraints ?? [] };
}

/** With class-validator's placeholders filled in, and without the member's name before it. */
function messageOf({ message, propertyName, constraints }: Metadata, byDefault = ''): string {
  const text = typeof message === 'string' ? message : byDefault;
  return text
    .replace(/^\$property (?=must|should)/, '')
    .replaceAll('$property', propertyName)
    .replace(/\$constraint(\d+)/g, (_, at) => String(constraints?.[Number(at) - 1]));
}

/** Asks the conditions themselves, because `@ValidateIf()` does not say what it is for. */
function presenceOf(
  type: Constructor,
  name: string,
  decorators: Metadata[],
  rules: DtoRule[],
): DtoMember['presence'] {
  const conditions = decorators.filter((d) => d.type === ValidationTypes.CONDITIONAL_VALIDATION);
  if (conditions.length === 0) return rules.some(refusesMissing) ? 'required' : 'optional';
  const isJudged = (value: unknown) =>
    conditions.every(({ constraints }) => constraints[0]({ [name]: value }, value) === true);
  if (isJudged(undefined) || !isJudged('text') || !isJudged(0)) {
    throw new Error(`${type.name}.${name}: only conditions on the member's own absence are known`);
  }
  return isJudged(null) ? 'optional' : 'optional-or-null';
}

function refusesMissing(rule: DtoRule): boolean {
  return rule.each || !rule.holds(undefined);
}

function nestedOf(type: Constructor, name: string, decorators: Metadata[]): DtoMember['nested'] {
  const decorator = decorators.find((d) => d.type === ValidationTypes.NESTED_VALIDATION);
  if (!decorator) return undefined;
  const declared = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction();
  const nested: unknown = declared ?? Reflect.getMetadata('design:type', type.prototype, name);
  if (typeof nested !== 'function' || nested === Array || nested === Object) {
    throw new Error(`${type.name}.${name}: @ValidateNested() needs @Type()`);
  }
  return { type: nested as Constructor, each: decorator.each ?? false };
}

function unreadable({ propertyName, name }: Metadata): Error {
  return new Error(`${propertyName}: @${name} cannot be judged by the value alone`);
}
