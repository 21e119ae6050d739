import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailpointFile } from './failpoint-file.ts';

describe('FailpointFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-failpoint-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds what is armed, and nothing once it is disarmed', () => {
    const path = join(folder, 'deeper', 'worker');
    const file = new FailpointFile(path);
    expect(file.setting).toBe(`file:${path}`);
    file.arm('after-pop=kill@3');
    expect(readFileSync(path, 'utf8')).toBe('after-pop=kill@3');
    file.disarm();
    expect(readFileSync(path, 'utf8')).toBe('');
  });
});
