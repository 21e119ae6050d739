import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { AuthClientModule } from '@sluice/backend-client';
import { OrganizationStore, UnlinkingLifecycle, UnlinkingProgress } from '@sluice/order-lifecycle';
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
  static forRoot({ backendUrl, syncMaxInFlight }: Readonly<GatewayConfig>): DynamicModule {
    return {
      module: OrganizationsModule,
      imports: [AuthClientModule.forRoot({ url: backendUrl, connections: syncMaxInFlight })],
      controllers: [OrganizationsController, UnlinkingsController],
      providers: [
        OrganizationsService,
        PromptUnlinker,
        ...[OrganizationStore, UnlinkingLifecycle, UnlinkingProgress].map(overRedis),
      ],
    };
  }
}

function overRedis(Type: new (redis: Redis) => object): Provider {
  return { provide: Type, inject: [COMMAND_REDIS], useFactory: (redis: Redis) => new Type(redis) };
}
