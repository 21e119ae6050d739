import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const REPOSITORY = 'https://repo1.maven.org/maven2';
const DOWNLOAD_TIMEOUT_MS = 240_000;
const TRIES = 3;

/** A file of Maven Central, pinned by its content. */
export interface MavenArtifact {
  /** `group:name:version`. */
  artifact: string;
  sha256: string;
}

/** Name of an artifact's file, `name-version<ending>`. */
export function fileNameOf({ artifact }: MavenArtifact, ending = '.jar'): string {
  const [, name, version] = artifact.split(':');
  return `${name}-${version}${ending}`;
}

/**
 * Downloads an artifact to `file`, unless it is there. The file gets its name only once its checksum
 * is right, so that what has the name is whole, also when two download it at once.
 *
 * @throws Error when the checksum is not the pinned one, or Maven Central cannot be reached
 */
export async function download(
  wanted: MavenArtifact,
  file: string,
  ending = '.jar',
): Promise<void> {
  if (existsSync(file)) return;
  const content = await fetchPatiently(urlOf(wanted, ending));
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== wanted.sha256) {
    throw new Error(`${wanted.artifact}: SHA-256 is ${found}, but ${wanted.sha256} is pinned.`);
  }
  writeWhole(file, content);
}

function writeWhole(file: string, content: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(draft, content);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function urlOf({ artifact }: MavenArtifact, ending: string): string {
  const [group = '', name, version] = artifact.split(':');
  const file = fileNameOf({ artifact, sha256: '' }, ending);
  return `${REPOSITORY}/${group.replaceAll('.', '/')}/${name}/${version}/${file}`;
}

async function fetchPatiently(url: string, triesLeft = TRIES): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    if (triesLeft > 1) return fetchPatiently(url, triesLeft - 1);
    throw new Error(`${url} could not be downloaded: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
