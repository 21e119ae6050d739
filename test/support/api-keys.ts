import { hash } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestKey {
  client: string;
  key: string;
  roles: string[];
  weight?: number;
  maxInFlight?: number;
}

/** A key file as the gateway reads it, in a folder of its own. */
export interface KeyFile {
  path: string;
  /** Exchanges the whole file in one step, as a careful operator would. */
  write(keys: readonly TestKey[] | string): Promise<void>;
  remove(): Promise<void>;
}

export async function createKeyFile(keys: readonly TestKey[]): Promise<KeyFile> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-keys-'));
  const path = join(folder, 'keys.json');
  const file: KeyFile = {
    path,
    async write(contents) {
      const text = typeof contents === 'string' ? contents : textOf(contents);
      await writeFile(`${path}.new`, text);
      await rename(`${path}.new`, path);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await file.write(keys);
  return file;
}

/** The header field that shows a key. */
export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

function textOf(keys: readonly TestKey[]): string {
  return JSON.stringify(keys.map(({ key, ...rest }) => ({ ...rest, sha256: hash('sha256', key) })));
}
