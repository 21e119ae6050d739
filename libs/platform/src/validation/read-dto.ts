import { createRequire } from 'node:module';
import type * as Storage from 'class-transformer/types/storage';
import { ValidationTypes, getMetadataStorage, type MetadataStorage } from 'class-validator';

/** Where class-transformer keeps what `@Type()` says; a file without types that it does not export. */
const { defaultMetadataStorage: declaredTypes } = createRequire(__filename)(
  'class-transformer/cjs/storage.js',
) as typeof Storage;

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

type ConstraintClass = Parameters<MetadataStorage['getTargetValidatorConstraints']>[0];

/** class-validator's record of a decorator, with what may be missing in truth. */
interface Decorator {
  type: string;
  name?: string | undefined;
  propertyName: string;
  target: string | { name: string };
  constraints?: unknown[] | undefined;
  constraintCls?: ConstraintClass | undefined;
  each?: boolean | undefined;
  message?: unknown;
  validateIf?: unknown;
}

/**
 * Reads the decorators of a DTO.
 *
 * @throws Error for a decorator that cannot be judged by the value of its member alone.
 */
export function readDto(type: Constructor): DtoMember[] {
  const storage = getMetadataStorage();
  const decorators = storage.getTargetValidationMetadatas(type, '', true, false);
  const members = Object.entries(storage.groupByPropertyName(decorators));
  if (members.length === 0) throw new Error(`${type.name} has no class-validator decorators`);
  return members.map(([name, own]) => readMember(type, name, own));
}

function readMember(type: Constructor, name: string, decorators: Decorator[]): DtoMember {
  const rules = decorators.flatMap((decorator) => readRule(decorator) ?? []);
  return {
    name,
    rules,
    presence: presenceOf(type, name, decorators, rules),
    nested: nestedOf(type, name, decorators),
  };
}

function readRule(decorator: Decorator): DtoRule | undefined {
  if (decorator.constraintCls === undefined) return undefined;
  const [constraint] = getMetadataStorage().getTargetValidatorConstraints(decorator.constraintCls);
  if (!constraint || constraint.async || decorator.validateIf) throw unreadable(decorator);
  const { instance, name } = constraint;
  const context = contextOf(decorator);
  return {
    name,
    arguments: context.constraints,
    each: decorator.each === true,
    holds: (value) => instance.validate(value, { ...context, value }) === true,
    isWorded: typeof decorator.message === 'string',
    message: messageOf(decorator, instance.defaultMessage?.({ ...context, value: undefined })),
  };
}

function contextOf({ propertyName, target, constraints = [] }: Decorator) {
  const targetName = typeof target === 'string' ? target : target.name;
  return { targetName, property: propertyName, object: {}, constraints };
}

/** With class-validator's placeholders filled in, and without the member's name before it. */
function messageOf({ message, propertyName, constraints = [] }: Decorator, byDefault = ''): string {
  const text = typeof message === 'string' ? message : byDefault;
  return text
    .replace(/^\$property (?=must|should)/, '')
    .replaceAll('$property', propertyName)
    .replace(/\$constraint(\d+)/g, (_, at) => String(constraints[Number(at) - 1]));
}

/** Asks the conditions themselves, because `@ValidateIf()` does not say what it is for. */
function presenceOf(
  type: Constructor,
  name: string,
  decorators: Decorator[],
  rules: DtoRule[],
): DtoMember['presence'] {
  const conditions = decorators.filter((d) => d.type === ValidationTypes.CONDITIONAL_VALIDATION);
  if (conditions.length === 0) return rules.some(refusesMissing) ? 'required' : 'optional';
  const isJudged = (value: unknown) => conditions.every((d) => isMet(d, { [name]: value }, value));
  if (isJudged(undefined) || !isJudged('text') || !isJudged(0)) {
    throw new Error(`${type.name}.${name}: only conditions on the member's own absence are known`);
  }
  return isJudged(null) ? 'optional' : 'optional-or-null';
}

function isMet({ constraints = [] }: Decorator, object: object, value: unknown): boolean {
  const [condition] = constraints as [(object: object, value: unknown) => unknown];
  return condition(object, value) === true;
}

function refusesMissing(rule: DtoRule): boolean {
  return rule.each || !rule.holds(undefined);
}

function nestedOf(type: Constructor, name: string, decorators: Decorator[]): DtoMember['nested'] {
  const decorator = decorators.find((d) => d.type === ValidationTypes.NESTED_VALIDATION);
  if (!decorator) return undefined;
  const written: unknown = Reflect.getMetadata('design:type', type.prototype as object, name);
  const nested = declaredTypeOf(type, name) ?? written;
  if (typeof nested !== 'function' || nested === Array || nested === Object) {
    throw new Error(`${type.name}.${name}: @ValidateNested() needs @Type()`);
  }
  return { type: nested as Constructor, each: decorator.each === true };
}

function declaredTypeOf(type: Constructor, name: string): unknown {
  const declared = declaredTypes.findTypeMetadata(type, name) as
    { typeFunction: () => unknown } | undefined;
  return declared?.typeFunction();
}

function unreadable({ propertyName, name = '' }: Decorator): Error {
  return new Error(`${propertyName}: @${name} cannot be judged by the value alone`);
}
