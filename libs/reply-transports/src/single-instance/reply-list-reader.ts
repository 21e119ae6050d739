import { setTimeout as pause } from 'node:timers/promises';
import { closeClient } from '@sluice/platform';
import type { ReplyListener } from '@sluice/replies';
import type { Redis } from 'ioredis';
import { REPLY_LIST } from './single-instance-keys';

/** Below the socket's timeout of a blocking client. */
const BLOCK_S = 5;
const MOST_AT_ONCE = 100;
const PAUSE_AFTER_ERROR_MS = 200;

/** Takes the replies out of the shared list, whoever they are for. */
export class ReplyListReader {
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  /** @param client a blocking one, of its own */
  constructor(
    private readonly client: Redis,
    private readonly listener: ReplyListener,
  ) {}

  start(): void {
    this.running = this.read();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    // A blocked connection answers nothing, so there is no other way to end it in time.
    this.client.disconnect();
    await this.running;
    await closeClient(this.client);
  }

  private async read(): Promise<void> {
    while (!this.stopped) await this.readOnce().catch(() => pause(PAUSE_AFTER_ERROR_MS));
  }

  private async readOnce(): Promise<void> {
    const first = await this.client.blpop(REPLY_LIST, BLOCK_S);
    if (!first) return;
    this.listener(first[1]);
    const more = await this.client.lpop(REPLY_LIST, MOST_AT_ONCE);
    more?.forEach((text) => this.listener(text));
  }
}
