import { type StatWatcher, unwatchFile, watchFile } from 'node:fs';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Logger } from '@sluice/platform';
import type { ApiKeys } from './api-keys';

/**
 * Looked at, not listened to: mounted secrets are exchanged by a symbolic link, of which no event
 * of the file itself tells.
 */
const LOOK_INTERVAL_MS = 1_000;

/** Has the keys read again when their file changes, and at SIGHUP. */
export class KeyFileWatch implements OnModuleInit, OnModuleDestroy {
  private watcher: StatWatcher | undefined;
  private readonly reload = () => this.keys.reload(this.logger);

  constructor(
    private readonly keys: ApiKeys,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const options = { interval: LOOK_INTERVAL_MS, persistent: false };
    this.watcher = watchFile(this.keys.path, options, this.reload);
    process.on('SIGHUP', this.reload);
  }

  onModuleDestroy(): void {
    if (this.watcher) unwatchFile(this.keys.path, this.reload);
    process.off('SIGHUP', this.reload);
  }
}
