export { DrainHealthIndicator } from './drain.indicator';
export { EventLoopHealthIndicator } from './event-loop.indicator';
export { HEALTH_DETAILS, READINESS_CHECKS, type HealthDetail } from './health-details';
export { HealthModule } from './health.module';
export { RedisHealthIndicator } from './redis.indicator';
