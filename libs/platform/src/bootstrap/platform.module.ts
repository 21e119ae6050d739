import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ProcessConfig } from '../config/process.config';
import { Logger } from '../logging/logger.port';
import { APP_NAME } from './app-name';
import { DrainState } from './drain-state';

export interface PlatformModuleOptions<C extends ProcessConfig> {
  name: string;
  Config: new () => C;
  config: Readonly<C>;
  logger: Logger;
  drain?: DrainState;
}

/** Makes the config (by its class and as `ProcessConfig`), `Logger`, `DrainState`, `APP_NAME` injectable. */
@Global()
@Module({})
export class PlatformModule {
  static forApp<C extends ProcessConfig>(options: PlatformModuleOptions<C>): DynamicModule {
    const { name, Config, config, logger, drain = new DrainState() } = options;
    const providers: Provider[] = [
      { provide: APP_NAME, useValue: name },
      { provide: Config, useValue: config },
      { provide: Logger, useValue: logger },
      { provide: DrainState, useValue: drain },
    ];
    if ((Config as unknown) !== ProcessConfig) {
      providers.push({ provide: ProcessConfig, useValue: config });
    }
    const exports = [APP_NAME, Config, ProcessConfig, Logger, DrainState];
    return { module: PlatformModule, providers, exports: [...new Set(exports)] };
  }
}
