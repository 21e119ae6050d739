import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';

/**
 * A module of the built gateway, the very one that the gateway itself will get: both are one process
 * with one cache. Given its path below the project's sources.
 * @throws Error when there is none: its name has changed, and the benchmark would measure nothing
 */
export function compiledModule(path: string): unknown {
  const file = join(PROJECT_FOLDER, 'dist', 'gateway', `${path}.js`);
  return createRequire(import.meta.url)(file);
}
