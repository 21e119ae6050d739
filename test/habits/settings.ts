import { describeSettings, type SettingDescription } from '@sluice/platform';
import { GatewayConfig } from '../../apps/gateway/src/gateway.config';
import { BackendConfig } from '../../apps/mock-backend/src/backend.config';
import { WorkerConfig } from '../../apps/order-worker/src/worker.config';
import { START_SETTINGS } from '../../scripts/start/start-settings.ts';

export interface SettingsSection {
  title: string;
  settings: readonly SettingDescription[];
}

/** Every class from which a process takes its settings. */
export const CONFIG_CLASSES: readonly (new () => object)[] = [
  GatewayConfig,
  WorkerConfig,
  BackendConfig,
];

/** Whoever reads settings; a setting of several is listed with the first. */
const READERS: SettingsSection[] = [
  { title: 'npm start', settings: START_SETTINGS },
  { title: 'gateway', settings: describeSettings(GatewayConfig) },
  { title: 'order-worker', settings: describeSettings(WorkerConfig) },
  { title: 'mock-backend', settings: describeSettings(BackendConfig) },
];

/** Every setting once, under "every app" or the one who reads it. */
export function settingsSections(): SettingsSection[] {
  const apps = READERS.slice(1);
  const isShared = ({ variable }: SettingDescription) =>
    apps.filter(({ settings }) => settings.some((it) => it.variable === variable)).length > 1;
  const shared = apps.flatMap(({ settings }) => settings).filter(isShared);
  const once = [...new Map(shared.reverse().map((it) => [it.variable, it])).values()].reverse();
  const own = READERS.map(({ title, settings }) => ({
    title,
    settings: settings.filter((it) => !isShared(it)),
  }));
  return [...own.slice(0, 1), { title: 'several apps', settings: once }, ...own.slice(1)];
}

/** Settings to which two apps give different defaults; one name must mean one thing. */
export function contradictions(): string[] {
  const defaults = new Map<string, Set<string | undefined>>();
  for (const { variable, default: value } of READERS.flatMap(({ settings }) => settings)) {
    defaults.set(variable, (defaults.get(variable) ?? new Set()).add(value));
  }
  return [...defaults].filter(([, values]) => values.size > 1).map(([variable]) => variable);
}
