import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../broker-kind.ts';
import { download, type MavenArtifact } from './maven-download.ts';
import { TOOLS_FOLDER } from './tools-folder.ts';

const VERSION = '2.44.0';

const ARTEMIS: MavenArtifact = {
  artifact: `org.apache.activemq:apache-artemis:${VERSION}`,
  sha256: '1030320a8d1af6376361cd750bef12ef3cf7babc7a363bc6097340961d1e3e29',
};

/** Where the unpacked broker is. */
export const ARTEMIS_HOME = join(TOOLS_FOLDER, `apache-artemis-${VERSION}`);

/** Downloads and unpacks Artemis (47 MB) unless it is there. */
export async function downloadArtemis(say: Say): Promise<void> {
  if (existsSync(ARTEMIS_HOME)) return;
  say(`downloading Artemis ${VERSION} (47 MB)`);
  const archive = `${ARTEMIS_HOME}.tar.gz`;
  await download(ARTEMIS, archive, '-bin.tar.gz');
  unpack(archive);
  rmSync(archive, { force: true });
}

/** The folder gets its name when it is whole; whoever unpacks it at the same time may win. */
function unpack(archive: string): void {
  const draft = `${ARTEMIS_HOME}.${randomBytes(4).toString('hex')}.part`;
  mkdirSync(draft, { recursive: true });
  try {
    const args = ['-xzf', archive, '-C', draft, '--strip-components=1'];
    const { status, stderr } = spawnSync('tar', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`tar could not unpack ${archive}: ${stderr}`);
    if (!existsSync(ARTEMIS_HOME)) renameSync(draft, ARTEMIS_HOME);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
