export { METRICS_PREFIX, MetricsRegistry } from './metrics-registry';
export { MetricsModule } from './metrics.module';
