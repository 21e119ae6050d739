import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HistoryLog, readHistory } from './history-log.ts';

describe('HistoryLog', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-history-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps what several writers tell, in the order of time', () => {
    const path = join(folder, 'deeper', 'history.ndjson');
    const [one, other] = [new HistoryLog(path), new HistoryLog(path)];
    const depth = (atMs: number) => ({ kind: 'depth', atMs, queued: 1, processing: 2 }) as const;
    one.write(depth(3));
    one.flush();
    other.write(depth(1));
    one.write(depth(2));
    other.close();
    one.close();
    expect(readHistory(path)).toEqual([depth(1), depth(2), depth(3)]);
  });
});
