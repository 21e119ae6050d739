import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** A file of the page. */
export interface LabFile {
  type: string;
  content: Buffer;
}

/** The built page: all that is served below `/lab`. */
export interface LabFiles {
  page: Buffer;
  /** By name; names change with their content. */
  assets: ReadonlyMap<string, LabFile>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Media types of all assets, for the route. */
export const LAB_ASSET_TYPES = Object.values(TYPES).map((type) => type.replace(/;.*/, ''));

/**
 * The built page, all of it in memory, so that a build while we run does not mix old and new files;
 * undefined where it was not built. What is not of a known type is not served.
 */
export async function readLabFiles(folder: string): Promise<LabFiles | undefined> {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return undefined;
  const assetFolder = join(folder, 'assets');
  const names = (await readdir(assetFolder)).filter((name) => extname(name) in TYPES);
  const assets = names.map(async (name): Promise<[string, LabFile]> => {
    const content = await readFile(join(assetFolder, name));
    return [name, { type: TYPES[extname(name)] ?? '', content }];
  });
  return { page: await readFile(page), assets: new Map(await Promise.all(assets)) };
}

/** `dist/lab` of the folder that this file, compiled or not, is somewhere below. */
export function labFolder(from = __dirname): string {
  const folder = join(from, 'dist', 'lab');
  const parent = dirname(from);
  return parent === from || existsSync(folder) ? folder : labFolder(parent);
}
