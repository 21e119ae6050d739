import type { DatabaseSync } from 'node:sqlite';
import { DiskSync } from './disk-sync';
import { logFileOf } from './ledger-database';

interface Write {
  run(): void;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Commits all that is written within one turn of the event loop at once, and syncs it together with
 * what was committed while the disk was busy. Writes run in the order in which they were added.
 */
export class GroupCommit {
  private readonly disk: DiskSync | undefined;
  private writes: Write[] = [];
  private turn: NodeJS.Immediate | undefined;

  constructor(private readonly database: DatabaseSync) {
    const logFile = logFileOf(database);
    if (logFile) this.disk = new DiskSync(logFile);
  }

  /** Settles once the write is on the disk, or once its whole group was rolled back. */
  add<T>(write: () => T): Promise<T> {
    this.turn ??= setImmediate(() => this.flush());
    return new Promise<T>((resolve, reject) => {
      let result: T;
      const run = (): void => {
        result = write();
      };
      this.writes.push({ run, resolve: () => resolve(result), reject });
    });
  }

  /** Commits and syncs what is left; nothing may be added any more. */
  async close(): Promise<void> {
    this.flush();
    await this.disk?.close();
  }

  private flush(): void {
    clearImmediate(this.turn);
    this.turn = undefined;
    const writes = this.writes;
    this.writes = [];
    if (writes.length > 0) void this.commit(writes);
  }

  private async commit(writes: Write[]): Promise<void> {
    try {
      this.runInTransaction(writes);
      await this.disk?.sync();
      for (const write of writes) write.resolve();
    } catch (error) {
      for (const write of writes) write.reject(error);
    }
  }

  private runInTransaction(writes: Write[]): void {
    this.database.exec('BEGIN');
    try {
      for (const write of writes) write.run();
      this.database.exec('COMMIT');
    } finally {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
    }
  }
}
