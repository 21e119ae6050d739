import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApps } from '../build/build-apps.ts';
import { startStack } from '../stack/stack.ts';
import { type Caller, CALLERS, keyFileText } from './callers.ts';
import { ensureSchemathesis } from './tool-environment.ts';

const CONFIG = join(import.meta.dirname, 'schemathesis.toml');
const LONGEST_RUN_MS = 600_000;

/** Nobody has to be held for long: what is to be seen is the answer. */
const SHORT_WAITS = { BRIDGE_DEFAULT_WAIT_MS: '100', BRIDGE_MAX_WAIT_MS: '200' };

/**
 * Every URL may be given, for no schema can say which addresses are public; the workers have no secret
 * and so call none of them.
 */
const ANY_CALLBACK = {
  CALLBACK_SECRET: 'whsec_c2NoZW1hdGhlc2lzLWNhbGxzLW5vYm9keQ==',
  CALLBACK_ALLOW_PRIVATE: 'true',
};

/** Calls everything that is documented, on a stack of its own; true when nothing was found. */
async function passes(program: string, caller: Caller, keyFile: string): Promise<boolean> {
  console.log(`\n▶ ${caller.name}`);
  const gateway = { API_KEYS_FILE: keyFile, ...SHORT_WAITS, ...ANY_CALLBACK };
  const stack = await startStack({ appEnv: { gateway } });
  try {
    return await run(program, caller, `${stack.gatewayUrls[0]}/docs/openapi.json`);
  } finally {
    await stack.stop();
  }
}

async function run(program: string, { apiKey }: Caller, document: string): Promise<boolean> {
  const credentials = apiKey === undefined ? [] : ['--header', `Authorization: Bearer ${apiKey}`];
  const args = ['--config-file', CONFIG, 'run', document, '--checks', 'all', ...credentials];
  const folder = mkdtempSync(join(tmpdir(), 'sluice-schemathesis-'));
  try {
    const tester = spawn(program, args, {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: LONGEST_RUN_MS,
    });
    const [code] = (await once(tester, 'exit')) as [number | null];
    return code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const program = ensureSchemathesis();
  await buildApps();
  const folder = mkdtempSync(join(tmpdir(), 'sluice-keys-'));
  const keyFile = join(folder, 'keys.json');
  writeFileSync(keyFile, keyFileText());
  const failed: string[] = [];
  for (const caller of CALLERS) {
    if (!(await passes(program, caller, keyFile))) failed.push(caller.name);
  }
  rmSync(folder, { recursive: true, force: true });
  console.log(failed.length === 0 ? '\n✓ nothing found' : `\n✗ found ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

process.exitCode = await main();
