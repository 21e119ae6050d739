import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DrainHealthIndicator } from './drain.indicator';
import { EventLoopHealthIndicator } from './event-loop.indicator';
import { HealthController } from './health.controller';
import { HealthService } from './health.service';
import { RedisHealthIndicator } from './redis.indicator';

/**
 * `GET /health/live`, `/health/ready` and `/health`. Terminus' own log line per failed probe is off:
 * a probe comes every few seconds and its answer says it all.
 */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [HealthService, RedisHealthIndicator, DrainHealthIndicator, EventLoopHealthIndicator],
  exports: [TerminusModule, RedisHealthIndicator, DrainHealthIndicator, EventLoopHealthIndicator],
})
export class HealthModule {}
