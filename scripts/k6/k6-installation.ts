import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../stack/project.ts';

/** Every figure names it; the type package in package.json follows it. */
export const K6_VERSION = 'v2.2.0';

const K6_MODULE = 'go.k6.io/k6/v2';

/** What the project needs and Git does not keep. */
export const TOOL_FOLDER = join(PROJECT_FOLDER, '.tools');

/**
 * Builds k6 into the tool folder. Within a module of its own: `go install <module>@<version>` also
 * asks for the list of all versions, which not every mirror has.
 *
 * @throws Error with what Go said last
 */
export async function installK6(go: string, say: (line: string) => void): Promise<void> {
  say(`building k6 ${K6_VERSION}, once; this takes some minutes`);
  const folder = join(TOOL_FOLDER, 'k6');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), goModule());
  const env = {
    ...process.env,
    GOBIN: join(TOOL_FOLDER, 'bin'),
    GOFLAGS: '-mod=mod -buildvcs=false',
    GOTOOLCHAIN: 'auto',
  };
  await run(go, ['install', K6_MODULE], folder, env);
}

function goModule(): string {
  return `module sluice.tools/k6\n\ngo 1.26\n\nrequire ${K6_MODULE} ${K6_VERSION}\n`;
}

function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`k6 could not be built:\n${said.trim()}`));
    });
  });
}
