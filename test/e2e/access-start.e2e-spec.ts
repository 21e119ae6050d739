import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from '../../scripts/stack/clean-environment.ts';
import { appEntry } from '../../scripts/stack/project.ts';
import { bearer, createKeyFile, type KeyFile } from '../support/api-keys';
import { newOrder, send } from './http-client';
import { StartCommand, startPorts } from './start-command';

const SHA256 = 'ab'.repeat(32);
const BAD_CONFIG = 78;

let keyFile: KeyFile;

beforeAll(async () => void (keyFile = await createKeyFile([])));
afterAll(() => keyFile.remove());

/** Starts a gateway that is not meant to come up; what it says and its exit code. */
async function start(env: Record<string, string>): Promise<{ code: unknown; said: string[] }> {
  const child = spawn(process.execPath, [appEntry('gateway')], {
    env: cleanEnvironment({ GATEWAY_PORT: '0', REDIS_URL: 'redis://127.0.0.1:1', ...env }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, said: stderr.split('\n').filter(Boolean) };
}

describe('a gateway that is not safe to start', () => {
  it.each(['0.0.0.0', '::', '10.1.2.3', 'gateway.example'])(
    'says so for GATEWAY_HOST=%s without keys',
    async (host) => {
      const { code, said } = await start({ GATEWAY_HOST: host });
      expect(code).toBe(BAD_CONFIG);
      expect(said).toEqual([expect.stringContaining('GATEWAY_HOST must be a loopback address')]);
      expect(said[0]).toContain('API_KEYS_FILE');
    },
  );

  it('names each fault of a key file in a sentence, and nothing of its contents', async () => {
    await keyFile.write(
      JSON.stringify([
        { client: 'acme', sha256: SHA256, roles: ['client'] },
        { client: 'not a name', sha256: 'canary-in-the-file', roles: ['client'] },
        { client: 'acme', sha256: SHA256, roles: ['client'], key: 'canary-in-the-file' },
      ]),
    );
    const { code, said } = await start({ API_KEYS_FILE: keyFile.path });
    expect(code).toBe(BAD_CONFIG);
    expect(said).toHaveLength(4);
    expect(said.filter((line) => !line.startsWith('gateway: API_KEYS_FILE must '))).toEqual([]);
    expect(said.join()).not.toMatch(/canary|not a name/);
  });

  it.each(['no such file', ''])('says that the file is of no use: %j', async (text) => {
    await keyFile.write(text);
    const path = text === '' ? keyFile.path : `${keyFile.path}.nowhere`;
    const { code, said } = await start({ API_KEYS_FILE: path });
    expect(code).toBe(BAD_CONFIG);
    expect(said).toEqual([expect.stringMatching(/^gateway: API_KEYS_FILE must /)]);
  });

  it('shows no secret of the settings that it refuses', async () => {
    const { code, said } = await start({
      REDIS_URL: 'http://:canary-password@127.0.0.1:1',
      CALLBACK_SECRET: 'canary-callback-secret',
    });
    expect(code).toBe(BAD_CONFIG);
    expect(said.length).toBeGreaterThanOrEqual(1);
    expect(said.join()).not.toContain('canary');
  });
});

describe('npm start', () => {
  it('hands the key file on to the gateway, and says that it asks for keys', async () => {
    await keyFile.write([{ client: 'acme', key: 'start-key', roles: ['client'] }]);
    const dataDir = await mkdtemp(join(tmpdir(), 'sluice-start-'));
    const ports = await startPorts();
    const command = new StartCommand({ ...ports, DATA_DIR: dataDir, API_KEYS_FILE: keyFile.path });
    try {
      await command.ready();
      await command.says('authorization: Bearer');
      const url = `http://127.0.0.1:${ports.GATEWAY_PORT}/v1/orders/async`;
      expect((await send('POST', url, newOrder())).status).toBe(401);
      expect((await send('POST', url, newOrder(), bearer('start-key'))).status).toBe(202);
    } finally {
      command.signal('SIGTERM');
      await command.exitCode();
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 90_000);
});
