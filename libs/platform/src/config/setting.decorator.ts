import 'reflect-metadata';

const SETTINGS = Symbol('sluice:settings');

export interface SettingOptions {
  /** One sentence for the operator; unit included where there is one. */
  readonly description: string;
  /** A value that passes; shown in fault messages and in `.env.example`. */
  readonly example: string | number | boolean;
  /** The value is cut out of every log line of the process. */
  readonly secret?: boolean;
  /**
   * Its value when it is not set, told by the other settings; the property has no initialiser then,
   * and documents show it as unset.
   */
  readonly fallback?: (config: never) => string | number | boolean | undefined;
}

/** A setting as declared on a config class. */
export interface DeclaredSetting extends SettingOptions {
  readonly property: string;
  readonly variable: string;
}

/**
 * Marks a property of a config class as a setting: `syncTimeoutMs` is read from `SYNC_TIMEOUT_MS`.
 * The initialiser is the default; class-validator's decorators beside it are the rules.
 */
export function Setting(options: SettingOptions): PropertyDecorator {
  return (prototype, property) => {
    const own = (Reflect.getOwnMetadata(SETTINGS, prototype) ?? []) as DeclaredSetting[];
    const name = String(property);
    const declared = { ...options, property: name, variable: variableName(name) };
    Reflect.defineMetadata(SETTINGS, [...own, declared], prototype);
  };
}

/** Settings of a class and of what it extends, outermost ancestor first; a redeclared one replaces. */
export function declaredSettings(Class: new () => object): DeclaredSetting[] {
  const byProperty = new Map<string, DeclaredSetting>();
  for (const prototype of lineage(Class.prototype as object)) {
    const own = (Reflect.getOwnMetadata(SETTINGS, prototype) ?? []) as DeclaredSetting[];
    own.forEach((setting) => byProperty.set(setting.property, setting));
  }
  return [...byProperty.values()];
}

function lineage(prototype: object): object[] {
  const parent = Object.getPrototypeOf(prototype) as object | null;
  return parent === null ? [prototype] : [...lineage(parent), prototype];
}

/** `syncTimeoutMs` → `SYNC_TIMEOUT_MS`. */
export function variableName(property: string): string {
  return property.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}
