import { registerDecorator, type ValidationArguments } from 'class-validator';

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/i;

/** Whether only this machine can reach what listens on this address. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** An address that others can reach needs API keys: without them everybody may do everything. */
export function IsLoopbackWithoutKeys(): PropertyDecorator {
  return (prototype, property) =>
    registerDecorator({
      name: 'isLoopbackWithoutKeys',
      target: prototype.constructor,
      propertyName: String(property),
      validator: {
        validate: (host: unknown, args?: ValidationArguments) =>
          hasKeys(args?.object) || (typeof host === 'string' && isLoopback(host)),
        defaultMessage: () =>
          'must be a loopback address as long as API_KEYS_FILE is not set, for without keys everybody may do everything',
      },
    });
}

function hasKeys(config: object | undefined): boolean {
  return (config as { apiKeysFile?: string } | undefined)?.apiKeysFile !== undefined;
}
