import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AppEntries } from '../cluster/build-copy.ts';
import type { Patch } from './mutant.ts';

/** A mutant whose code is no longer what it changes. */
export class StaleMutantError extends Error {
  override name = 'StaleMutantError';
}

/**
 * Copies a build and changes the copy.
 *
 * @throws StaleMutantError when a patch does not fit exactly once
 */
export async function patchBuild(
  entries: AppEntries,
  folder: string,
  patches: readonly Patch[],
): Promise<AppEntries> {
  await cp(buildFolderOf(entries), folder, { recursive: true });
  for (const patch of patches) {
    for (const app of patch.apps) await apply(join(folder, app, patch.file), patch);
  }
  const moved = Object.entries(entries).map(([app, entry]) => [
    app,
    join(folder, entry.slice(buildFolderOf(entries).length)),
  ]);
  return Object.fromEntries(moved) as AppEntries;
}

async function apply(file: string, { find, replace }: Patch): Promise<void> {
  const text = await readFile(file, 'utf8');
  const found = text.split(find).length - 1;
  if (found !== 1) throw new StaleMutantError(`${file} has ${found} times: ${find}`);
  await writeFile(
    file,
    text.replace(find, () => replace),
  );
}

/** `<folder>/<app>/apps/<app>/src/main.js` → `<folder>`. */
function buildFolderOf(entries: AppEntries): string {
  return dirname(dirname(dirname(dirname(dirname(entries.gateway)))));
}
