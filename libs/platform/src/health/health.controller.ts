import { Controller, Get, Header } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { DrainHealthIndicator } from './drain.indicator';
import { EventLoopHealthIndicator } from './event-loop.indicator';
import type { HealthDetail } from './health-details';
import { HealthService } from './health.service';
import { RedisHealthIndicator } from './redis.indicator';

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly redis: RedisHealthIndicator,
    private readonly drain: DrainHealthIndicator,
    private readonly eventLoop: EventLoopHealthIndicator,
  ) {}

  /** Answers while the event loop turns. Asks nothing: restarting us mends no dependency. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): HealthCheckResult {
    return { status: 'ok', info: {}, error: {}, details: {} };
  }

  /** Never asks the backend: if it fails, every instance would be unready at once. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  ready(): Promise<HealthCheckResult> {
    const own: HealthDetail[] = [this.askRedis, () => this.drain.check()];
    return this.health.check([...own, ...this.health.readinessChecks()]);
  }

  @Get()
  @Header('Cache-Control', 'no-store')
  all(): Promise<HealthCheckResult> {
    const own: HealthDetail[] = [this.askRedis, () => this.eventLoop.check()];
    return this.health.check([
      ...own,
      ...this.health.readinessChecks(),
      ...this.health.appDetails(),
    ]);
  }

  private readonly askRedis: HealthDetail = () => this.redis.check();
}
