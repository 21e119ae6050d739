import { describeSettings, Setting } from '@sluice/platform';
import { getMetadataStorage, IsInt, Max, Min } from 'class-validator';
import { isSpec, projectFiles } from './project-files';
import { CONFIG_CLASSES } from './settings';

type ConfigClass = new () => object;

const settingsMetadata = getMetadataStorage();

class Careless {
  @Setting({ description: 'Bounded', example: 1 })
  @IsInt()
  @Min(0)
  @Max(9)
  bounded: number = 1;

  @Setting({ description: 'Without a maximum', example: 1 })
  @IsInt()
  @Min(0)
  endless: number = 1;

  @Setting({ description: 'Without either', example: 1 })
  boundless?: number;

  @Setting({ description: 'No number', example: 'x' })
  name: string = 'x';
}

describe('numeric settings', () => {
  it.each(CONFIG_CLASSES.map((Class) => [Class.name, Class] as const))(
    'of %s have a minimum and a maximum',
    (_name, Class) => {
      expect(numericSettingsOf(Class).length).toBeGreaterThan(2);
      expect(numericSettingsOf(Class).filter((property) => !isBounded(Class, property))).toEqual(
        [],
      );
    },
  );

  it('are known, and so are those without', () => {
    expect(numericSettingsOf(Careless)).toEqual(['bounded', 'endless', 'boundless']);
    expect(numericSettingsOf(Careless).filter((it) => !isBounded(Careless, it))).toEqual([
      'endless',
      'boundless',
    ]);
  });

  it('are all looked at: every class that declares settings is one of these or an ancestor', () => {
    const known = CONFIG_CLASSES.flatMap(lineageOf);
    const declaring = projectFiles()
      .filter((file) => /^(apps|libs)\//.test(file.path) && !isSpec(file))
      .filter(({ text }) => /^ +@Setting\(/m.test(text))
      .flatMap(({ text }) => [...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => name));
    expect(declaring.length).toBeGreaterThan(4);
    expect(declaring.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });
});

function numericSettingsOf(Class: ConfigClass): string[] {
  const prototype = Class.prototype as object;
  const config = new Class() as Record<string, unknown>;
  return declaredProperties(Class).filter(
    (property) =>
      Reflect.getMetadata('design:type', prototype, property) === Number ||
      typeof config[property] === 'number',
  );
}

function isBounded(Class: ConfigClass, property: string): boolean {
  const names = settingsMetadata
    .getTargetValidationMetadatas(Class, '', false, false)
    .filter(({ propertyName }) => propertyName === property)
    .map(({ name }) => name);
  return names.includes('min') && names.includes('max');
}

/** `ORDER_TTL_MS` → `orderTtlMs`. */
function declaredProperties(Class: ConfigClass): string[] {
  return describeSettings(Class).map(({ variable }) =>
    variable.toLowerCase().replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase()),
  );
}

function lineageOf(Class: ConfigClass): string[] {
  const parent = Object.getPrototypeOf(Class) as ConfigClass;
  return Class.name === '' ? [] : [Class.name, ...lineageOf(parent)];
}
