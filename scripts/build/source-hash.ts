import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build of the apps reads. */
const ROOTS = ['apps', 'libs', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'];

/** Tests and their compiler output never reach an app. */
const IGNORED = /(\.spec\.ts|\.int-spec\.ts|\.broker-spec\.ts|node_modules|dist)$/;

/** Fingerprint of everything that the apps are built from, some 10 ms for the whole house. */
export function sourceHash(projectFolder: string): string {
  const hash = createHash('sha256');
  for (const root of ROOTS) {
    for (const file of filesUnder(projectFolder, root)) {
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(projectFolder, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesUnder(projectFolder: string, path: string): string[] {
  if (IGNORED.test(path)) return [];
  const absolute = join(projectFolder, path);
  if (!statSync(absolute).isDirectory()) return [path];
  const names = readdirSync(absolute).sort();
  return names.flatMap((name) => filesUnder(projectFolder, join(path, name)));
}
