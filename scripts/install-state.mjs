/** Whether node_modules is what the lock file says. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { hasNodePackage, installedNode, platform } from './pinned-node.mjs';

const DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** npm removes node_modules, and with it the stamp, before it starts: half a job never counts. */
export function isInstalled(projectFolder) {
  try {
    return readFileSync(stampFile(projectFolder), 'utf8') === fingerprint(projectFolder);
  } catch {
    return false;
  }
}

/** What an installation depends on; a change of the npm scripts is none. */
export function fingerprint(projectFolder) {
  const { scripts: _, ...packageJson } = readJson(join(projectFolder, 'package.json'));
  const hash = createHash('sha256').update(JSON.stringify(packageJson));
  hash.update(readFileSync(join(projectFolder, 'package-lock.json')));
  hash.update(platform()).update(installedNode(projectFolder) ? 'pinned' : 'own');
  return hash.digest('hex');
}

export function stampFile(projectFolder) {
  return join(projectFolder, 'node_modules', '.bootstrap-stamp');
}

/**
 * True when somebody's own `npm install` has already done the work: npm writes its hidden lock file
 * last, and it lists what is there. Saves them a minute, and a removal under running processes.
 */
export function matchesLock(projectFolder) {
  try {
    const wanted = readJson(join(projectFolder, 'package-lock.json')).packages;
    const found = readJson(join(projectFolder, 'node_modules', '.package-lock.json')).packages;
    const packageJson = readJson(join(projectFolder, 'package.json'));
    const isLocked = (field) => isDeepStrictEqual(wanted[''][field], packageJson[field]);
    const isThere = ([path, { version, optional }]) => optional || found[path]?.version === version;
    const packages = Object.entries(wanted).filter(([path]) => path !== '');
    const hasNode = !hasNodePackage() || installedNode(projectFolder) !== undefined;
    return hasNode && DEPENDENCY_FIELDS.every(isLocked) && packages.every(isThere);
  } catch {
    return false;
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
