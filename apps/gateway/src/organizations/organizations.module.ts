import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { AuthClientModule } from '@sluice/backend-client';
import { OrganizationStore, UnlinkingQueue, UnlinkingProgress } from '@sluice/task-queue';
import { COMMAND_REDIS } from '@sluice/platform';
import type { Redis } from 'ioredis';
import type { GatewayConfig } from '../gateway.config';
import { OrganizationsController } from './organizations.controller';
import { OrganizationsService } from './organizations.service';
import { PromptUnlinker } from './prompt-unlinker';
import { UnlinkingsController } from './unlinkings.controller';

/** `/v1/organizations`: which work has to be done before an answer, and which may follow it. */
@Module({})
export class OrganizationsModule {
  static forRoot({
    backendUrl,
    syncMaxInFlight,
    partitions,
  }: Readonly<GatewayConfig>): DynamicModule {
    return {
      module: OrganizationsModule,
      imports: [AuthClientModule.forRoot({ url: backendUrl, connections: syncMaxInFlight })],
      controllers: [OrganizationsController, UnlinkingsController],
      providers: [
        OrganizationsService,
        PromptUnlinker,
        overRedis(OrganizationStore, (redis) => new OrganizationStore(redis, partitions)),
        overRedis(UnlinkingQueue, (redis) => new UnlinkingQueue(redis, { partitions })),
        overRedis(UnlinkingProgress, (redis) => new UnlinkingProgress(redis)),
      ],
    };
  }
}

function overRedis<T>(provide: Type<T>, useFactory: (redis: Redis) => T): Provider {
  return { provide, inject: [COMMAND_REDIS], useFactory };
}
