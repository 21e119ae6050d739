import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { WorkersRoll } from '@sluice/order-lifecycle';
import { COMMAND_REDIS } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { RollCall } from './roll-call.service';
import { workerCommandsController } from './worker-commands.controller';
import { WorkerControl } from './worker-control.port';

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
        RollCall,
        { provide: WorkerControl, useExisting: control },
        {
          provide: WorkersRoll,
          inject: [COMMAND_REDIS],
          useFactory: (redis: Redis) => new WorkersRoll(redis),
        },
      ],
    };
  }
}
