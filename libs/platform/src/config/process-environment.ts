import { loadConfig } from './load-config';

/**
 * {@link loadConfig} over this process's environment: the one place that reads it.
 *
 * @throws ConfigError with every fault at once
 */
export function loadProcessConfig<T extends object>(Class: new () => T): Readonly<T> {
  return loadConfig(Class, process.env);
}
