import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { AuthClient } from './auth-client.port';
import { type AuthClientOptions, UndiciAuthClient } from './undici-auth.client';

/** Lets the connections go when the application ends. */
class NestAuthClient extends UndiciAuthClient implements OnApplicationShutdown {
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** Provides `AuthClient` over HTTP. */
@Module({})
export class AuthClientModule {
  static forRoot(options: AuthClientOptions): DynamicModule {
    const client = { provide: AuthClient, useFactory: () => new NestAuthClient(options) };
    return { module: AuthClientModule, providers: [client], exports: [client] };
  }
}
