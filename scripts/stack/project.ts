import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's folder, also when this file was compiled to somewhere below it. */
export const PROJECT_FOLDER = folderWith('nest-cli.json', import.meta.dirname);

export const APP_NAMES = ['mock-backend', 'order-worker', 'gateway'] as const;

export type AppName = (typeof APP_NAMES)[number];

/** Where `nest build <app>` puts the file that starts it. */
export function appEntry(app: AppName): string {
  return join(PROJECT_FOLDER, 'dist', app, 'apps', app, 'src', 'main.js');
}

/** The lab's page once it was built; what it loads stands beside it. */
export const LAB_PAGE = join(PROJECT_FOLDER, 'dist', 'lab', 'index.html');

function folderWith(file: string, from: string): string {
  const parent = dirname(from);
  return parent === from || existsSync(join(from, file)) ? from : folderWith(file, parent);
}
