import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT_FOLDER = join(__dirname, '..', '..');
const ROOTS = ['apps', 'libs', 'scripts', 'test', 'bench', 'k6'];

export interface ProjectFile {
  /** Relative to the repository, with slashes. */
  path: string;
  name: string;
  folders: string[];
  text: string;
}

/** Every source file of the house, specs included. */
export function projectFiles(): ProjectFile[] {
  return ROOTS.flatMap(filesUnder);
}

export function isSpec({ path }: ProjectFile): boolean {
  return /\.(spec|int-spec|broker-spec|e2e-spec)\.ts$/.test(path);
}

/** Tests and what serves them: long lists of cases are no long functions. */
export function isTestCode(file: ProjectFile): boolean {
  return isSpec(file) || file.folders.includes('testing') || file.path.startsWith('test/');
}

export function readProjectFile(path: string): string {
  return readFileSync(join(PROJECT_FOLDER, path), 'utf8');
}

function filesUnder(folder: string): ProjectFile[] {
  const entries = readdirSync(join(PROJECT_FOLDER, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(path);
    // README.md is what a host of repositories looks for.
    if (entry.name === 'README.md') return [];
    return [{ path, name: entry.name, folders: folder.split('/'), text: readProjectFile(path) }];
  });
}
