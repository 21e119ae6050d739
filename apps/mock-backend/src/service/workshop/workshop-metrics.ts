import { Injectable } from '@nestjs/common';
import { METRICS_PREFIX, MetricsRegistry } from '@sluice/platform';
import { Gauge } from 'prom-client';
import { Workshop } from './workshop';

/** What the workers are at, read when somebody looks. */
@Injectable()
export class WorkshopMetrics {
  constructor(registry: MetricsRegistry, workshop: Workshop) {
    const gauge = (name: string, help: string, read: () => number): void => {
      new Gauge({
        name: `${METRICS_PREFIX}backend_${name}`,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    };
    gauge('pending_orders', 'Orders waiting or in service', () => workshop.pending);
    gauge('in_service_orders', 'Orders that a worker is busy with', () => workshop.inService);
  }
}
