import { Injectable } from '@nestjs/common';
import { METRICS_PREFIX, MetricsRegistry } from '@sluice/platform';
import { Counter, Gauge } from 'prom-client';
import type { FaultKind } from '../../fault-source.port';
import { OrderLedger } from '../ledger/order-ledger';

@Injectable()
export class IntakeMetrics {
  private readonly duplicates: Counter;
  private readonly faults: Counter<'kind'>;

  constructor(registry: MetricsRegistry, ledger: OrderLedger) {
    const metric = (name: string, help: string) => ({
      name: `${METRICS_PREFIX}backend_${name}`,
      help,
      registers: [registry],
    });
    this.duplicates = new Counter(
      metric('duplicate_deliveries_total', 'Deliveries of an order that was there already'),
    );
    const faults = metric('injected_faults_total', 'Orders that went wrong on purpose');
    this.faults = new Counter({ ...faults, labelNames: ['kind'] });
    new Gauge({
      ...metric('saved_orders', 'Orders in the ledger'),
      collect() {
        this.set(ledger.count);
      },
    });
  }

  countDuplicate(): void {
    this.duplicates.inc();
  }

  countFault(kind: FaultKind): void {
    this.faults.inc({ kind });
  }
}
