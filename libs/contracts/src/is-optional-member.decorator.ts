import { ValidateIf } from 'class-validator';

/** A member that may be left out but, unlike with `@IsOptional()`, may not be null. */
export function IsOptionalMember(): PropertyDecorator {
  return (target, propertyName) =>
    ValidateIf((object: Record<PropertyKey, unknown>) => object[propertyName] !== undefined)(
      target,
      propertyName,
    );
}
