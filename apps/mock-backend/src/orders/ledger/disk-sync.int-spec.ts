import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskSync } from './disk-sync';

describe('DiskSync', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sync-'));
    path = join(folder, 'log');
    writeFileSync(path, 'x');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('lets calls share a sync that has not begun, and only that', async () => {
    const disk = new DiskSync(path);
    const first = disk.sync();
    const second = disk.sync();
    expect(second).toBe(first);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    const third = disk.sync();
    expect(third).not.toBe(first);
    await Promise.all([first, third]);
    await disk.close();
  });

  it('ends what was asked for before it is closed', async () => {
    const disk = new DiskSync(path);
    const ended: string[] = [];
    const syncing = disk.sync().then(() => ended.push('synced'));
    await disk.close();
    await syncing;
    expect(ended).toEqual(['synced']);
  });

  it('says so when the disk fails, every time', async () => {
    const disk = new DiskSync('/dev/full');
    await expect(disk.sync()).rejects.toThrow(/EINVAL/);
    await expect(disk.sync()).rejects.toThrow(/EINVAL/);
    await disk.close();
  });
});
