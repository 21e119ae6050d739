import { Injectable } from '@nestjs/common';
import { failpoint } from '@sluice/platform';
import { FaultSource } from '../../fault-source.port';
import { Workforce } from '../../workforce.port';
import type { LedgerRow } from '../ledger/ledger-row';
import { OrderLedger, type Reveal } from '../ledger/order-ledger';
import type { Delivery, DeliveryOutcome } from './delivery';
import { IntakeMetrics } from './intake-metrics';

interface PendingOrder {
  readonly delivery: Delivery;
  readonly outcome: Promise<DeliveryOutcome>;
}

/** What a service has come to. */
interface Conclusion {
  readonly outcome: DeliveryOutcome;
  readonly reveal?: Reveal;
}

/**
 * Saves every order once, however often it is delivered: a delivery of a saved order is answered
 * from the ledger, one of an order that is being worked on joins that work. Only the first takes a
 * worker, and only it can go wrong on purpose. Nobody's hanging up ends any work.
 */
@Injectable()
export class OrderIntake {
  private readonly pending = new Map<string, PendingOrder>();

  constructor(
    private readonly workforce: Workforce,
    private readonly faults: FaultSource,
    private readonly ledger: OrderLedger,
    private readonly metrics: IntakeMetrics,
  ) {}

  /** @throws when the ledger cannot be written; the order is not saved then */
  deliver(delivery: Delivery): Promise<DeliveryOutcome> {
    const pending = this.pending.get(delivery.orderId);
    if (pending) return this.join(pending, delivery);
    const row = this.ledger.find(delivery.orderId);
    return row ? this.repeat(row, delivery) : this.begin(delivery);
  }

  /**
   * Drops all work, then forgets what is saved. What was being committed just then is still
   * answered as saved, and forgotten too.
   */
  reset(): Promise<void> {
    this.workforce.dropAll();
    return this.ledger.clear();
  }

  private async join(pending: PendingOrder, delivery: Delivery): Promise<DeliveryOutcome> {
    if (pending.delivery.orderText !== delivery.orderText) return { kind: 'conflict' };
    const outcome = await pending.outcome;
    return outcome.kind === 'saved' ? this.repeat(outcome.row, delivery) : outcome;
  }

  private async repeat(row: LedgerRow, delivery: Delivery): Promise<DeliveryOutcome> {
    if (row.orderText !== delivery.orderText) return { kind: 'conflict' };
    this.metrics.countDuplicate();
    await this.ledger.countDelivery(row.orderId);
    return { kind: 'repeated', row };
  }

  private begin(delivery: Delivery): Promise<DeliveryOutcome> {
    const outcome = this.work(delivery).finally(() => this.pending.delete(delivery.orderId));
    this.pending.set(delivery.orderId, { delivery, outcome });
    return outcome;
  }

  private async work(delivery: Delivery): Promise<DeliveryOutcome> {
    let concluding: Promise<Conclusion> | undefined;
    const end = await this.workforce.perform((endsAtMs) => {
      concluding = this.conclude(delivery, endsAtMs);
      // Nobody asks for what was dropped.
      concluding.catch(() => undefined);
    });
    if (end === 'dropped' || !concluding) return { kind: 'dropped' };
    const { outcome, reveal } = await concluding;
    reveal?.();
    return outcome;
  }

  private async conclude(delivery: Delivery, savedAtMs: number): Promise<Conclusion> {
    const fault = this.faults.draw();
    if (fault) this.metrics.countFault(fault.kind);
    if (fault?.when === 'before-commit') return { outcome: { kind: 'faulty', fault } };
    const row = { ...delivery, savedAtMs, deliveries: 1 };
    const reveal = await this.ledger.save(row);
    failpoint('after-commit', delivery.orderId);
    return {
      outcome: fault ? { kind: 'faulty', fault } : { kind: 'saved', row },
      reveal,
    };
  }
}
