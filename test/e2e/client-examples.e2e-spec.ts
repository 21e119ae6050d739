import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packClient } from '../../scripts/client/pack-client.ts';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { createKeyFile, type KeyFile } from '../support/api-keys';
import { StartCommand, startPorts } from './start-command';

const run = promisify(execFile);
const EXAMPLES = join(PROJECT_FOLDER, 'libs', 'client', 'examples');
const API_KEY = 'client-key-0123456789';

describe('an example of the client', () => {
  let folder: string;
  let keyFile: KeyFile;
  let command: StartCommand;
  let gateway: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-examples-'));
    packClient(join(folder, 'node_modules', '@sluice', 'client'));
    cpSync(EXAMPLES, folder, { recursive: true });
    keyFile = await createKeyFile([{ client: 'acme', key: API_KEY, roles: ['client'] }]);
    const ports = await startPorts();
    gateway = `http://127.0.0.1:${ports.GATEWAY_PORT}`;
    const dataDir = join(folder, 'data');
    command = new StartCommand({ DATA_DIR: dataDir, API_KEYS_FILE: keyFile.path, ...ports });
    await command.ready();
  }, 120_000);

  afterAll(async () => {
    command.signal('SIGTERM');
    await command.exitCode();
    await keyFile.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const SAYS: Record<string, RegExp> = {
    'batch-and-cancel.mjs':
      /^202 queued\n202 queued\n400 invalid-request\n(cancelled|too late to cancel)\n$/,
    'problems.mjs': /^400 invalid-request\n\/\S+ .+\n[^]*AbortError\n$/,
    'submit-and-track.mjs':
      /^taken in as \S+\n(\w+ after \d attempts\n)*completed after 1 attempts\n$/,
    'submit-and-wait.mjs': /^it ended completed\nfound again: true\n$/,
  };

  it('is told of here, each', () => {
    expect(readdirSync(EXAMPLES).sort()).toEqual(Object.keys(SAYS));
  });

  it.each(Object.entries(SAYS))(
    '%s runs with the package as it is published, against what npm start starts',
    async (name, says) => {
      const args = [join(folder, name), gateway, API_KEY];
      const { stdout } = await run(process.execPath, args, { cwd: folder });
      expect(stdout).toMatch(says);
    },
  );
});
