import { Global, Module } from '@nestjs/common';
import { MetricsRegistry } from './metrics-registry';
import { MetricsController } from './metrics.controller';
import { RedisLatencyMetric } from './redis-latency.metric';

/** `GET /metrics` in Prometheus' text format, and {@link MetricsRegistry} for every module. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [MetricsRegistry, RedisLatencyMetric],
  exports: [MetricsRegistry],
})
export class MetricsModule {}
