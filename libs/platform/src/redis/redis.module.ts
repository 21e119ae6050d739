import {
  Global,
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Redis } from 'ioredis';
import { closeClient } from './close-client';
import { createCommandClient } from './redis-clients';

/** The process's command client ({@link createCommandClient}). */
export const COMMAND_REDIS = Symbol('COMMAND_REDIS');

const FIRST_CONNECTION_MS = 2000;

/** After the HTTP server is gone: requests under way still need Redis. */
@Injectable()
class CommandRedisCloser implements OnApplicationShutdown {
  constructor(@Inject(COMMAND_REDIS) private readonly client: Redis) {}

  async onApplicationShutdown(): Promise<void> {
    await closeClient(this.client);
  }
}

export interface RedisModuleOptions {
  url: string;
  /** Appears in `CLIENT LIST` and in log lines. */
  name: string;
}

/**
 * Provides {@link COMMAND_REDIS} everywhere and ends it at shutdown. The start waits up to 2 s for
 * the first connection, then goes on without: readiness tells until Redis is there.
 */
@Global()
@Module({})
export class RedisModule {
  static forRoot({ url, name }: RedisModuleOptions): DynamicModule {
    const client = {
      provide: COMMAND_REDIS,
      useFactory: async () => connected(createCommandClient(url, name)),
    };
    return {
      module: RedisModule,
      providers: [client, CommandRedisCloser],
      exports: [COMMAND_REDIS],
    };
  }
}

async function connected(client: Redis): Promise<Redis> {
  if (client.status === 'ready') return client;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, FIRST_CONNECTION_MS);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  return client;
}
