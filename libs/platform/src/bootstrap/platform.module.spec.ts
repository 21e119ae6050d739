import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ProcessConfig } from '../config/process.config';
import { Logger } from '../logging/logger.port';
import { createLogger } from '../logging/pino-logger';
import { APP_NAME } from './app-name';
import { DrainState } from './drain-state';
import { PlatformModule } from './platform.module';

class TrialConfig extends ProcessConfig {
  trial: string = 'yes';
}

@Injectable()
class Needy {
  constructor(
    readonly own: TrialConfig,
    readonly any: ProcessConfig,
    readonly logger: Logger,
    readonly drain: DrainState,
  ) {}
}

@Module({ providers: [Needy] })
class AppModule {}

const logger = createLogger('trial', 'fatal', { write: () => undefined });

describe('PlatformModule', () => {
  it('makes its providers injectable in every module', async () => {
    const config = new TrialConfig();
    const platform = PlatformModule.forApp({ name: 'trial', Config: TrialConfig, config, logger });
    const module = await Test.createTestingModule({ imports: [platform, AppModule] }).compile();
    const needy = module.get(Needy);
    expect([needy.own, needy.any, needy.logger]).toEqual([config, config, logger]);
    expect(needy.drain.draining).toBe(false);
    expect(module.get(APP_NAME)).toBe('trial');
    await module.close();
  });

  it('serves an app that has no settings of its own', async () => {
    const config = new ProcessConfig();
    const options = { name: 'trial', Config: ProcessConfig, config, logger };
    const imports = [PlatformModule.forApp(options)];
    const module = await Test.createTestingModule({ imports }).compile();
    expect(module.get(ProcessConfig)).toBe(config);
    await module.close();
  });
});
