import { declaredSettings } from './setting.decorator';

/** What an operator is told about a setting; `.env.example` is held equal to it by a test. */
export interface SettingDescription {
  readonly variable: string;
  readonly description: string;
  readonly example: string;
  /** The default as text; undefined when the setting is unset or has to be given. */
  readonly default: string | undefined;
}

/** Lists the settings of a config class, those of its ancestors first. */
export function describeSettings(Class: new () => object): SettingDescription[] {
  const defaults = new Class() as Record<string, string | number | boolean | undefined>;
  return declaredSettings(Class).map(({ variable, description, example, property }) => {
    const value = defaults[property];
    return {
      variable,
      description,
      example: String(example),
      default: value === undefined ? undefined : String(value),
    };
  });
}
