import { ClientRedis } from '@nestjs/microservices';
import { connectionOptions, tellUnawaited } from '@sluice/platform';
import type { Redis } from 'ioredis';

const RETRY_DELAY_MS = 500;

/**
 * Nest's Redis transport towards the workers. It sends some commands whose failure nobody looks at: a
 * command to a worker that went nowhere is told by the worker's silence.
 */
export class WorkerClient extends ClientRedis {
  constructor(redisUrl: string) {
    super({
      ...connectionOptions(redisUrl),
      retryAttempts: Number.MAX_SAFE_INTEGER,
      retryDelay: RETRY_DELAY_MS,
    });
  }

  override async createClient(): Promise<Redis> {
    return tellUnawaited((await super.createClient()) as Redis, () => undefined);
  }

  /** The process's command client tells about Redis' troubles; one voice is enough. */
  override registerErrorListener(client: Redis): void {
    client.on('error', () => undefined);
  }
}
