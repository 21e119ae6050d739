import { Controller, Injectable, type Type } from '@nestjs/common';
import { MessagePattern, RpcException } from '@nestjs/microservices';
import { workerPattern, type WorkerState } from '@sluice/contracts';
import { Logger } from '@sluice/platform';

/** What operators can see and ask of a worker; the order flow implements it. */
export abstract class WorkerControl {
  abstract state(): WorkerState;
  /**
   * Looks in Redis for what operators set, and follows it at once. Idempotent; rejects when Redis
   * cannot be asked.
   */
  abstract look(): Promise<void>;
}

/**
 * Operators' commands to this worker. What operators want stands in Redis; a command says that it has
 * changed, and is answered when this worker follows it.
 */
@Injectable()
export class WorkerCommandsController {
  constructor(
    private readonly control: WorkerControl,
    private readonly logger: Logger,
  ) {}

  state(): WorkerState {
    return this.control.state();
  }

  /** Answers with an error when Redis cannot be asked. */
  async look(): Promise<WorkerState> {
    try {
      await this.control.look();
    } catch (error) {
      this.logger.warn({ err: error }, "operators' settings could not be read");
      throw new RpcException('The settings could not be read from Redis.');
    }
    const state = this.control.state();
    this.logger.info({ paused: state.paused, limiter: state.limiter }, 'settings read again');
    return state;
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
    pause(): Promise<WorkerState> {
      return this.look();
    }

    @MessagePattern(workerPattern(workerId, 'resume'))
    resume(): Promise<WorkerState> {
      return this.look();
    }

    @MessagePattern(workerPattern(workerId, 'limiter'))
    limiter(): Promise<WorkerState> {
      return this.look();
    }
  }
  return AddressedController;
}
