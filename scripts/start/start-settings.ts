import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { PROJECT_FOLDER } from '../stack/project.ts';

export interface StartSettingDescription {
  readonly variable: string;
  readonly description: string;
  readonly example: string;
  readonly default: string | undefined;
}

interface NumberRule {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

const port = (value: number, description: string): NumberRule => ({
  default: value,
  min: 1,
  max: 65_535,
  description,
});

const instances = (description: string): NumberRule => ({
  default: 1,
  min: 1,
  max: 50,
  description,
});

const NUMBERS = {
  GATEWAYS: instances(
    'How many gateways npm start runs; further ones on GATEWAY_PORT + 10, + 20, …',
  ),
  WORKERS: instances('How many order-workers npm start runs; further ones on WORKER_PORT + 10, …'),
  GATEWAY_PORT: port(3000, 'Port of the gateway'),
  WORKER_PORT: port(3001, 'Port of the order-worker: health and metrics'),
  BACKEND_PORT: port(3002, 'Port of the mock backend'),
} satisfies Record<string, NumberRule>;

type NumberVariable = keyof typeof NUMBERS;

/** Settings of `npm start` that no app has; `.env.example` is held equal to them by a test. */
export const START_SETTINGS: readonly StartSettingDescription[] = (
  ['GATEWAYS', 'WORKERS'] as const
).map((variable) => ({
  variable,
  description: NUMBERS[variable].description,
  example: '2',
  default: String(NUMBERS[variable].default),
}));

export interface StartSettings {
  numbers: Record<NumberVariable, number>;
  dataDir: string;
  redisUrl: string | undefined;
  backendUrl: string | undefined;
  /** What the apps are given; each of them checks its own part. */
  env: Record<string, string>;
}

/** A setting that `npm start` itself cannot use. */
export class StartSettingError extends Error {
  override name = 'StartSettingError';
}

/** What is set in the shell wins over `.env`. @throws StartSettingError naming every bad one */
export function readStartSettings(
  shell: NodeJS.ProcessEnv,
  dotEnv: NodeJS.Dict<string>,
): StartSettings {
  const env = settingsOf({ ...dotEnv, ...shell });
  return {
    numbers: readNumbers(env),
    dataDir: env['DATA_DIR'] || '.data',
    redisUrl: env['REDIS_URL'] || undefined,
    backendUrl: env['BACKEND_URL'] || undefined,
    env,
  };
}

/** The settings in `.env`; none when there is no such file. */
export function readDotEnv(folder = PROJECT_FOLDER): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new StartSettingError(`.env cannot be read: ${(error as Error).message}`);
  }
}

/** npm's own variables are of no use to an app. */
function settingsOf(env: NodeJS.Dict<string>): Record<string, string> {
  const entries = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || name.startsWith('npm_') ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

function readNumbers(env: Record<string, string>): Record<NumberVariable, number> {
  const faults: string[] = [];
  const numbers = Object.entries(NUMBERS).map(([variable, rule]) => {
    const text = env[variable] || String(rule.default);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= rule.min && value <= rule.max)) faults.push(describeFault(variable, rule));
    return [variable, value] as const;
  });
  if (faults.length > 0) throw new StartSettingError(faults.join('\n'));
  return Object.fromEntries(numbers) as Record<NumberVariable, number>;
}

function describeFault(variable: string, { min, max, default: example }: NumberRule): string {
  return `${variable} must be a whole number from ${min} to ${max} (for example ${variable}=${example})`;
}
