import { describeSettings } from './describe-settings';
import { Setting, variableName } from './setting.decorator';

class Ancestor {
  @Setting({ description: 'Level', example: 'info' })
  logLevel: string = 'info';

  @Setting({ description: 'Grace', example: 1 })
  graceMs: number = 10_000;
}

class TrialConfig extends Ancestor {
  @Setting({ description: 'Where', example: 'here' })
  place?: string;

  @Setting({ description: 'Own grace', example: 5 })
  override graceMs: number = 5;
}

describe('describeSettings', () => {
  it('lists inherited settings first, with defaults, a redeclared one once', () => {
    const settings = describeSettings(TrialConfig);
    expect(settings.map(({ variable, default: value }) => [variable, value])).toEqual([
      ['LOG_LEVEL', 'info'],
      ['GRACE_MS', '5'],
      ['PLACE', undefined],
    ]);
    expect(settings[1]).toMatchObject({ description: 'Own grace', example: '5' });
  });

  it('leaves the ancestor as it was', () => {
    const settings = describeSettings(Ancestor);
    expect(settings.map(({ default: value }) => value)).toEqual(['info', '10000']);
  });
});

describe('variableName', () => {
  it.each([
    ['syncTimeoutMs', 'SYNC_TIMEOUT_MS'],
    ['orderTtlMs', 'ORDER_TTL_MS'],
    ['quotaWindowS', 'QUOTA_WINDOW_S'],
    ['apiKeysFile', 'API_KEYS_FILE'],
    ['durability', 'DURABILITY'],
  ])('turns %s into %s', (property, variable) => {
    expect(variableName(property)).toBe(variable);
  });
});
