import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SECRET_BYTES = 32;

/**
 * The secret that callbacks are signed with where nobody set one: made at the first start and kept
 * in `<dataDir>/callback-secret`, where receivers of this machine can read it.
 */
export async function ownCallbackSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'callback-secret');
  await mkdir(dataDir, { recursive: true });
  const fresh = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  // Not overwritten: receivers know the first one.
  await writeFile(file, `${fresh}\n`, { flag: 'wx', mode: 0o600 }).catch(unlessThere);
  return (await readFile(file, 'utf8')).trim();
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
