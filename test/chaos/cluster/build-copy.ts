import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApps } from '../../../scripts/build/build-apps.ts';
import { APP_NAMES, PROJECT_FOLDER, type AppName } from '../../../scripts/stack/project.ts';

/** Where the apps of a run are started from. */
export type AppEntries = Record<AppName, string>;

/**
 * Builds the apps if that is due and copies them into `folder`, so that a build under way in the
 * project changes nothing for a run, and a mutant nothing for the project.
 */
export async function copyBuild(folder: string): Promise<AppEntries> {
  await buildApps();
  await mkdir(folder, { recursive: true });
  const entries = APP_NAMES.map(async (app) => {
    await cp(join(PROJECT_FOLDER, 'dist', app), join(folder, app), { recursive: true });
    return [app, join(folder, app, 'apps', app, 'src', 'main.js')] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as AppEntries;
}
