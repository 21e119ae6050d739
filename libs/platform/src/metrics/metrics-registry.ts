import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { APP_NAME } from '../bootstrap/app-name';

/** Of every name, so that Sluice's series stand together. */
export const METRICS_PREFIX = 'sluice_';

/** A major collection costs milliseconds, a minor one far less; the default buckets see neither. */
const GC_BUCKETS_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/**
 * The process's metrics; register own ones with `registers: [registry]` and names that begin with
 * `sluice_`. Brings event loop lag, garbage collection by kind and heap under that prefix; every
 * series carries the label `app`.
 */
@Injectable()
export class MetricsRegistry extends Registry {
  constructor(@Inject(APP_NAME) app: string) {
    super();
    this.setDefaultLabels({ app });
    collectDefaultMetrics({
      register: this,
      prefix: METRICS_PREFIX,
      gcDurationBuckets: GC_BUCKETS_S,
    });
  }
}
