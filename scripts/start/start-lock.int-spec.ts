import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from '../stack/process-identity.ts';
import { AlreadyRunningError, StartLock } from './start-lock.ts';

describe('StartLock', () => {
  let dataDir: string;
  const said: string[] = [];
  const never = new AbortController().signal;
  const take = (signal = never) => StartLock.take(dataDir, (line) => said.push(line), signal);

  /** The parent of a test is alive all the time, and is not this process. */
  const writeOwner = (more: object = {}) => {
    mkdirSync(join(dataDir, 'run'), { recursive: true });
    const owner = { ...identify(process.ppid), ...more };
    writeFileSync(join(dataDir, 'run', 'supervisor.json'), JSON.stringify(owner));
  };

  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'sluice-lock-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('refuses a second holder with a sentence', async () => {
    writeOwner();
    const error = await take().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AlreadyRunningError);
    expect(String(error)).toContain(
      `already running on this data folder (process ${process.ppid})`,
    );
  });

  it('can be taken again after it was released', async () => {
    (await take()).release();
    (await take()).release();
  });

  it('is taken over from a dead holder, also when its pid was given away again', async () => {
    writeOwner({ startedAt: 'another boot:1' });
    (await take()).release();
  });

  it('is taken over from a holder that never finished writing', async () => {
    mkdirSync(join(dataDir, 'run'));
    writeFileSync(join(dataDir, 'run', 'supervisor.json'), '{"pid":');
    (await take()).release();
  });

  it('waits for a holder that is shutting down', async () => {
    writeOwner({ ending: true });
    const taken = take();
    setTimeout(() => rmSync(join(dataDir, 'run', 'supervisor.json')), 100);
    (await taken).release();
    expect(said).toEqual([`waiting for the run before (process ${process.ppid}) to end`]);
  });

  it('stops waiting when told to', async () => {
    writeOwner({ ending: true });
    await expect(take(AbortSignal.timeout(50))).rejects.toThrow();
  });
});
