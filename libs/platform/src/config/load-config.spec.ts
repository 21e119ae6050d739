import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ConfigError } from './config-error';
import { IsAtLeast } from './is-at-least.decorator';
import { loadConfig } from './load-config';
import { ProcessConfig } from './process.config';
import { Setting } from './setting.decorator';

class TrialConfig extends ProcessConfig {
  @Setting({ description: 'Port', example: 3000 })
  @IsInt()
  @Min(1)
  @Max(65_535)
  trialPort: number = 3000;

  @Setting({ description: 'Needed', example: 'redis://127.0.0.1:6379' })
  neededUrl!: string;

  @Setting({ description: 'Ratio', example: 0.5 })
  @IsOptional()
  @Min(0)
  ratio?: number;

  @Setting({ description: 'Switch', example: true })
  allowAll: boolean = false;

  @Setting({ description: 'Mode', example: 'fast' })
  @IsIn(['fast', 'safe'])
  mode: 'fast' | 'safe' = 'safe';

  @Setting({
    description: 'A port for operators',
    example: 3001,
    fallback: ({ trialPort }: TrialConfig) => trialPort + 1,
  })
  @IsOptional()
  @IsInt()
  @IsAtLeast('trialPort')
  secondPort!: number;
}

class StrictConfig extends TrialConfig {
  @Setting({ description: 'Needed and checked', example: 'x' })
  @IsIn(['x'])
  neededName!: string;
}

const load = (env: NodeJS.ProcessEnv) => loadConfig(TrialConfig, { NEEDED_URL: 'u', ...env });

const faultsOf = (env: NodeJS.ProcessEnv, Class: new () => object = TrialConfig) => {
  try {
    loadConfig(Class, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
  }
  throw new Error('no ConfigError');
};

describe('loadConfig', () => {
  it('takes initialisers as defaults', () => {
    const { trialPort, allowAll, ratio, mode, logLevel, shutdownGraceMs } = load({});
    expect([trialPort, allowAll, ratio, mode]).toEqual([3000, false, undefined, 'safe']);
    expect([logLevel, shutdownGraceMs]).toEqual(['info', 10_000]);
  });

  it('lets the other settings tell what one is that is not set', () => {
    expect(load({ TRIAL_PORT: '80' }).secondPort).toBe(81);
    expect(load({ TRIAL_PORT: '80', SECOND_PORT: '443' }).secondPort).toBe(443);
  });

  it('holds a setting against another one', () => {
    expect(faultsOf({ NEEDED_URL: 'u', TRIAL_PORT: '80', SECOND_PORT: '79' })).toEqual([
      { variable: 'SECOND_PORT', rule: 'must be at least TRIAL_PORT', example: '3001' },
    ]);
  });

  it('reads each type', () => {
    const env = { TRIAL_PORT: '80', RATIO: '0.25', ALLOW_ALL: 'true', MODE: 'fast' };
    expect(load(env)).toMatchObject({ trialPort: 80, ratio: 0.25, allowAll: true, mode: 'fast' });
  });

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('takes %s for a boolean', (text, value) => {
    expect(load({ ALLOW_ALL: text }).allowAll).toBe(value);
  });

  it('takes an empty variable for unset and ignores unknown ones', () => {
    expect(load({ TRIAL_PORT: '', RATIO: '', UNHEARD_OF: '1' }).trialPort).toBe(3000);
  });

  it('freezes the result and leaves the environment alone', () => {
    const env = Object.freeze({ NEEDED_URL: 'u' });
    expect(Object.isFrozen(loadConfig(TrialConfig, env))).toBe(true);
  });

  it.each([' 5', '5 ', '5x', 'NaN', 'Infinity', '0x10', '1e3', '05', '.5', '5.', '+5', '--5'])(
    'refuses %j as a number',
    (text) => {
      expect(faultsOf({ NEEDED_URL: 'u', TRIAL_PORT: text })).toEqual([
        {
          variable: 'TRIAL_PORT',
          rule: 'must be a plain decimal number without spaces or a unit',
          example: '3000',
        },
      ]);
    },
  );

  it.each(['yes', 'TRUE', '2', ' true'])('refuses %j as a boolean', (text) => {
    expect(faultsOf({ NEEDED_URL: 'u', ALLOW_ALL: text })).toHaveLength(1);
  });

  it('names every fault at once by variable, rule and example, never by value', () => {
    const env = { TRIAL_PORT: '70000', RATIO: '-3.75', ALLOW_ALL: 'sesame', LOG_LEVEL: 'loudest' };
    const faults = faultsOf(env, StrictConfig);
    expect(faults.map(({ variable }) => variable).sort()).toEqual([
      'ALLOW_ALL',
      'LOG_LEVEL',
      'NEEDED_NAME',
      'RATIO',
      'TRIAL_PORT',
    ]);
    const text = new ConfigError(faults).message;
    expect(text).toContain('NEEDED_NAME must be set (for example NEEDED_NAME=x)');
    expect(text).toContain(
      'TRIAL_PORT must not be greater than 65535 (for example TRIAL_PORT=3000)',
    );
    expect(text).not.toMatch(/70000|3\.75|sesame|loudest/);
  });

  it('joins the rules that one value breaks', () => {
    const [fault] = faultsOf({ NEEDED_URL: 'u', TRIAL_PORT: '0.5' });
    expect(fault?.rule).toBe('must not be less than 1 and must be an integer number');
  });
});
