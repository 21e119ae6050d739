import { Controller, Injectable, type Type } from '@nestjs/common';
import { MessagePattern, Payload, RpcException } from '@nestjs/microservices';
import { type LimiterSettings, workerPattern, type WorkerState } from '@sluice/contracts';
import { Logger } from '@sluice/platform';
import { WorkerControl } from './worker-control.port';

/** Operators' commands to this worker; each is carried out before it is answered. */
@Injectable()
export class WorkerCommandsController {
  constructor(
    private readonly control: WorkerControl,
    private readonly logger: Logger,
  ) {}

  state(): WorkerState {
    return this.control.state();
  }

  pause(): WorkerState {
    this.logger.info({}, 'paused by an operator');
    this.control.pause();
    return this.control.state();
  }

  resume(): WorkerState {
    this.logger.info({}, 'resumed by an operator');
    this.control.resume();
    return this.control.state();
  }

  /** Answers with an error when the settings make no sense or cannot be kept. */
  async limiter(changes: Partial<LimiterSettings>): Promise<WorkerState> {
    try {
      await this.control.setLimiter(changes);
    } catch (error) {
      this.logger.warn({ err: error }, 'limiter not changed');
      throw new RpcException(error instanceof Error ? error.message : 'limiter not changed');
    }
    this.logger.info({ limiter: this.control.state().limiter }, 'limiter set by an operator');
    return this.control.state();
  }
}

/** The controller for a worker id that only exists at run time. */
export function workerCommandsController(workerId: string): Type<WorkerCommandsController> {
  @Controller()
  class AddressedController extends WorkerCommandsController {
    @MessagePattern(workerPattern(workerId, 'state'))
    override state(): WorkerState {
      return super.state();
    }

    @MessagePattern(workerPattern(workerId, 'pause'))
    override pause(): WorkerState {
      return super.pause();
    }

    @MessagePattern(workerPattern(workerId, 'resume'))
    override resume(): WorkerState {
      return super.resume();
    }

    @MessagePattern(workerPattern(workerId, 'limiter'))
    override limiter(@Payload() changes: Partial<LimiterSettings>): Promise<WorkerState> {
      return super.limiter(changes);
    }
  }
  return AddressedController;
}
