import { validateSync, type ValidationError } from 'class-validator';
import { ConfigError, type ConfigFault } from './config-error';
import { readVariable } from './read-variable';
import { declaredSettings, type DeclaredSetting } from './setting.decorator';

type Values = Record<string, unknown>;

/**
 * Reads a config class from an environment. Pure: no global is read or changed.
 *
 * An empty variable counts as unset, an unknown one is ignored. The result is frozen.
 *
 * @throws ConfigError with every fault at once; values never appear in it
 */
export function loadConfig<T extends object>(
  Class: new () => T,
  env: NodeJS.ProcessEnv,
): Readonly<T> {
  const config = new Class();
  const settings = declaredSettings(Class);
  const unread = settings.flatMap((setting) => assign(config as Values, setting, env));
  const faults = [...unread, ...brokenRules(config, settings, unread)];
  if (faults.length > 0) throw new ConfigError(faults);
  settings.forEach((setting) => fillIn(config, setting));
  return Object.freeze(config);
}

function assign(config: Values, setting: DeclaredSetting, env: NodeJS.ProcessEnv): ConfigFault[] {
  const text = env[setting.variable];
  if (text === undefined || text === '') return [];
  const result = readVariable(text, typeOf(config, setting.property));
  if ('rule' in result) return [fault(setting, result.rule)];
  config[setting.property] = result.value;
  return [];
}

function fillIn(config: object, { property, fallback }: DeclaredSetting): void {
  const values = config as Values;
  if (fallback !== undefined) values[property] ??= fallback(config as never);
}

/** `design:type` is `Object` for unions and aliases; the default tells the type there. */
function typeOf(config: Values, property: string): unknown {
  const declared: unknown = Reflect.getMetadata('design:type', config, property);
  if (declared !== Object && declared !== undefined) return declared;
  return config[property]?.constructor;
}

function brokenRules(
  config: object,
  settings: DeclaredSetting[],
  known: ConfigFault[],
): ConfigFault[] {
  const byProperty = new Map(settings.map((setting) => [setting.property, setting]));
  const unread = new Set(known.map(({ variable }) => variable));
  const options = { forbidUnknownValues: false, validationError: { target: false, value: false } };
  return validateSync(config, options).flatMap((error) => {
    const setting = byProperty.get(error.property);
    if (setting === undefined || unread.has(setting.variable)) return [];
    return [fault(setting, ruleOf(error, (config as Values)[setting.property] === undefined))];
  });
}

function ruleOf(error: ValidationError, unset: boolean): string {
  if (unset) return 'must be set';
  const rules = Object.values(error.constraints ?? {});
  return rules.map((rule) => rule.replace(`${error.property} `, '')).join(' and ');
}

const fault = (setting: DeclaredSetting, rule: string): ConfigFault => ({
  variable: setting.variable,
  rule,
  example: String(setting.example),
});
