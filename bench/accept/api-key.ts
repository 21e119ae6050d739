import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface BenchKey {
  /** For `API_KEYS_FILE`. */
  file: string;
  /** What the one client that it knows sends. */
  authorization: string;
}

/** A key file for one client, made for this run and removed with the folder. */
export async function benchKey(folder: string): Promise<BenchKey> {
  const key = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest('hex');
  const file = join(folder, 'api-keys.json');
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify([{ client: 'bench', sha256, roles: ['client', 'ops'] }]));
  return { file, authorization: `Bearer ${key}` };
}
