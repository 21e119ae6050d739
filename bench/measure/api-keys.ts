import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface BenchClient {
  client: string;
  /** Its share beside others; 1 when left out. */
  weight?: number;
}

export interface BenchKeys {
  /** For `API_KEYS_FILE`. */
  file: string;
  /** What a client sends beside the usual. @throws Error of one that has no key */
  headersOf(client: string): Record<string, string>;
}

/** A key file for so many clients of every role, made for this run and removed with the folder. */
export async function benchKeys(
  folder: string,
  clients: readonly BenchClient[],
): Promise<BenchKeys> {
  const keys = new Map(
    clients.map(({ client }) => [client, randomBytes(32).toString('base64url')]),
  );
  const file = join(folder, 'api-keys.json');
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(clients.map((one) => entryOf(one, keys.get(one.client)))));
  return {
    file,
    headersOf(client) {
      const key = keys.get(client);
      if (key === undefined) throw new Error(`the client ${client} has no key`);
      return { authorization: `Bearer ${key}` };
    },
  };
}

function entryOf({ client, weight = 1 }: BenchClient, key = ''): object {
  const sha256 = createHash('sha256').update(key).digest('hex');
  const entry = { client, sha256, roles: ['client', 'ops'] };
  return weight === 1 ? entry : { ...entry, weight };
}
