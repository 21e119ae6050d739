import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { WorkerRegistry } from '@sluice/task-queue';
import { COMMAND_REDIS } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { WorkerHeartbeat } from './worker-heartbeat.service';
import { WorkerControl, workerCommandsController } from './worker-commands.controller';

/** Where the worker is seen and commanded from; `control` of `source` is what is commanded. */
export interface ControlledModule {
  readonly source: DynamicModule;
  readonly control: Type<WorkerControl>;
}

/** What operators have to do with this worker. */
@Module({})
export class OperationsModule {
  static over({ source, control }: ControlledModule, workerId: string): DynamicModule {
    return {
      module: OperationsModule,
      imports: [source],
      controllers: [workerCommandsController(workerId)],
      providers: [
        WorkerHeartbeat,
        { provide: WorkerControl, useExisting: control },
        {
          provide: WorkerRegistry,
          inject: [COMMAND_REDIS],
          useFactory: (redis: Redis) => new WorkerRegistry(redis),
        },
      ],
    };
  }
}
