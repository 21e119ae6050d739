import { Inject, Injectable } from '@nestjs/common';
import { ClientProxy } from '@nestjs/microservices';
import {
  type LimiterSettings,
  workerPattern,
  type WorkerCommand,
  type WorkerState,
} from '@sluice/contracts';
import { WorkerRegistry } from '@sluice/task-queue';
import { COMMAND_REDIS } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { catchError, firstValueFrom, of, timeout } from 'rxjs';

/** Injection token of the Nest client over which workers are reached. */
export const WORKER_CLIENT = Symbol('WORKER_CLIENT');

const ANSWER_TIMEOUT_MS = 2_000;

/** What came back of a command to all workers. */
export interface CommandOutcome {
  workers: WorkerState[];
  /** Ids of registered workers that did not answer in time. */
  silent: string[];
}

/** Sends operators' commands to every registered worker and gathers what each answers. */
@Injectable()
export class WorkerCommander {
  private readonly registry: WorkerRegistry;

  constructor(
    @Inject(WORKER_CLIENT) private readonly client: ClientProxy,
    @Inject(COMMAND_REDIS) redis: Redis,
  ) {
    this.registry = new WorkerRegistry(redis);
  }

  /** Never rejects for a worker that does not answer; it is named instead. */
  async command(
    command: WorkerCommand,
    settings: Partial<LimiterSettings> = {},
  ): Promise<CommandOutcome> {
    const present = await this.registry.list();
    const answers = await Promise.all(
      present.map(({ workerId }) => this.ask(workerId, command, settings)),
    );
    return {
      workers: answers.filter((answer) => answer !== null),
      silent: present.filter((_, i) => answers[i] === null).map(({ workerId }) => workerId),
    };
  }

  private ask(
    workerId: string,
    command: WorkerCommand,
    settings: Partial<LimiterSettings>,
  ): Promise<WorkerState | null> {
    const answer = this.client
      .send<WorkerState>(workerPattern(workerId, command), settings)
      .pipe(timeout(ANSWER_TIMEOUT_MS));
    return firstValueFrom(answer.pipe(catchError(() => of(null))));
  }
}
