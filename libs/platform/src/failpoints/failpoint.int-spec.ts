import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armFailpoints, failpoint } from './failpoint';

describe('failpoint', () => {
  let folder: string;
  let file: string;
  let kill: jest.SpyInstance;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-failpoints-'));
    file = join(folder, 'plans');
    kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  });
  afterEach(() => {
    armFailpoints(undefined);
    kill.mockRestore();
    rmSync(folder, { recursive: true });
  });

  it('does nothing when it is not armed', () => {
    failpoint('after-accept');
    expect(kill).not.toHaveBeenCalled();
  });

  it('kills its own process with the signal that no process survives', () => {
    armFailpoints('after-accept=kill@1');
    failpoint('after-accept');
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
  });

  it('blocks the event loop', () => {
    armFailpoints('after-begin=block:60');
    const startedAtMs = performance.now();
    failpoint('after-begin');
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(59);
  });

  it('follows a control file and spares the successor of a process that it ends', () => {
    armFailpoints(`file:${file}`);
    failpoint('after-pop');
    writeFileSync(file, 'after-pop=kill@2;after-begin=kill@5');
    failpoint('after-pop');
    expect(kill).not.toHaveBeenCalled();
    failpoint('after-pop');
    expect(kill).toHaveBeenCalledTimes(1);
    expect(readFileSync(file, 'utf8')).toBe('after-begin=kill@5');
  });

  it('counts on over the other plans of a control file that it rewrote itself', () => {
    writeFileSync(file, 'after-pop=kill@1;after-pop=kill@2');
    armFailpoints(`file:${file}`);
    failpoint('after-pop');
    failpoint('after-pop');
    expect(kill).toHaveBeenCalledTimes(2);
  });

  it('is disarmed by an emptied control file', () => {
    writeFileSync(file, 'after-pop=kill@1');
    armFailpoints(`file:${file}`);
    writeFileSync(file, '');
    failpoint('after-pop');
    expect(kill).not.toHaveBeenCalled();
  });
});
