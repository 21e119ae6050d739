import { registerDecorator, type ValidationArguments } from 'class-validator';
import { variableName } from './setting.decorator';

/** A number that another setting of the same config must not exceed. */
export function IsAtLeast(other: string): PropertyDecorator {
  return (prototype, property) =>
    registerDecorator({
      name: 'isAtLeast',
      target: prototype.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown, args?: ValidationArguments) =>
          Number(value) >= Number((args?.object as Record<string, unknown>)[other]),
        defaultMessage: () => `must be at least ${variableName(other)}`,
      },
    });
}
