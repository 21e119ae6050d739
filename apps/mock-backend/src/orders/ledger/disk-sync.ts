import { fdatasync, openSync, closeSync } from 'node:fs';
import { promisify } from 'node:util';

const syncData = promisify(fdatasync);

/**
 * Syncs a file that somebody else writes, off the event loop: a disk that others keep busy takes
 * milliseconds, in which nobody should have to stand still.
 */
export class DiskSync {
  private readonly file: number;
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(path: string) {
    this.file = openSync(path, 'r+');
  }

  /** Resolves once all that was written up to now is on the disk. Calls share syncs. */
  sync(): Promise<void> {
    // The one that runs may have begun before the last write.
    return (this.next ??= this.running.catch(() => undefined).then(() => this.begin()));
  }

  /** After the last sync has ended. */
  async close(): Promise<void> {
    await (this.next ?? this.running).catch(() => undefined);
    closeSync(this.file);
  }

  private begin(): Promise<void> {
    this.next = undefined;
    return (this.running = syncData(this.file));
  }
}
