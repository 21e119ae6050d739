import type { DatabaseSync } from 'node:sqlite';

interface Write {
  run(): void;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Commits all that is written within one turn of the event loop at once: the sync of the disk is
 * what a commit costs, and a burst pays it once. Writes run in the order in which they were added.
 */
export class GroupCommit {
  private writes: Write[] = [];
  private turn: NodeJS.Immediate | undefined;

  constructor(private readonly database: DatabaseSync) {}

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

  /** Commits what was added so far, now. */
  flush(): void {
    clearImmediate(this.turn);
    this.turn = undefined;
    const writes = this.writes;
    this.writes = [];
    if (writes.length > 0) this.commit(writes);
  }

  private commit(writes: Write[]): void {
    try {
      this.database.exec('BEGIN');
      for (const write of writes) write.run();
      this.database.exec('COMMIT');
    } catch (error) {
      this.rollBack(writes, error);
      return;
    }
    for (const write of writes) write.resolve();
  }

  private rollBack(writes: Write[], error: unknown): void {
    if (this.database.isTransaction) this.database.exec('ROLLBACK');
    for (const write of writes) write.reject(error);
  }
}
