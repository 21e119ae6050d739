import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BackendClient } from './backend-client.port';
import { type BackendClientOptions, UndiciBackendClient } from './undici-backend.client';

/** Lets the connections go when the application ends. */
class NestBackendClient extends UndiciBackendClient implements OnApplicationShutdown {
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** Provides `BackendClient` over HTTP. */
@Module({})
export class BackendClientModule {
  static forRoot(options: BackendClientOptions): DynamicModule {
    const client = { provide: BackendClient, useFactory: () => new NestBackendClient(options) };
    return { module: BackendClientModule, global: true, providers: [client], exports: [client] };
  }
}
