import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownCallbackSecret } from './callback-secret.ts';

describe('ownCallbackSecret', () => {
  let folder: string;

  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'sluice-secret-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, and stays', async () => {
    const dataDir = join(folder, 'not', 'there', 'yet');
    const secret = await ownCallbackSecret(dataDir);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await ownCallbackSecret(dataDir)).toBe(secret);
    expect(await readFile(join(dataDir, 'callback-secret'), 'utf8')).toBe(`${secret}\n`);
  });

  it("is nobody else's to read", async () => {
    await ownCallbackSecret(folder);
    expect((await stat(join(folder, 'callback-secret'))).mode & 0o777).toBe(0o600);
  });

  it('differs from stack to stack', async () => {
    const [one, other] = await Promise.all([
      ownCallbackSecret(join(folder, 'a')),
      ownCallbackSecret(join(folder, 'b')),
    ]);
    expect(one).not.toBe(other);
  });
});
