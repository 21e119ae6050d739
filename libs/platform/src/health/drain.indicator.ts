import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { DrainState } from '../bootstrap/drain-state';

/** `drain`: down from the moment this process was asked to stop. */
@Injectable()
export class DrainHealthIndicator {
  constructor(
    private readonly health: HealthIndicatorService,
    private readonly drain: DrainState,
  ) {}

  check(): HealthIndicatorResult {
    const session = this.health.check('drain');
    if (!this.drain.draining) return session.up();
    return session.down({ reason: 'shutting down', code: 'shutting-down' });
  }
}
