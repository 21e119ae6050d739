import { registerDecorator, type ValidationOptions } from 'class-validator';

export const HTTP_URL_MAX_LENGTH = 2048;

/** Printable ASCII without spaces, as RFC 3986 has it; `new URL` alone would repair a lot silently. */
const URL_CHARACTERS = /^https?:\/\/[\x21-\x7e]+$/i;

/** True for an absolute http or https URL of at most {@link HTTP_URL_MAX_LENGTH} characters. */
export function isHttpUrl(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= HTTP_URL_MAX_LENGTH &&
    URL_CHARACTERS.test(value) &&
    URL.canParse(value)
  );
}

/** class-validator constraint `isHttpUrl`; the compiled validator maps it to the format `http-url`. */
export function IsHttpUrl(options?: ValidationOptions): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isHttpUrl',
      target: target.constructor,
      propertyName: propertyName as string,
      ...(options ? { options } : {}),
      validator: {
        validate: isHttpUrl,
        defaultMessage: () => `must be an http(s) URL of at most ${HTTP_URL_MAX_LENGTH} characters`,
      },
    });
}
