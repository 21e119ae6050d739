import { Module, type DynamicModule, type OnModuleDestroy } from '@nestjs/common';
import { Workforce } from '../workforce.port';
import { IntakeController } from './intake/intake.controller';
import { IntakeMetrics } from './intake/intake-metrics';
import { OrderIntake } from './intake/order-intake';
import { CountWatch } from './ledger/count-watch';
import { LedgerController } from './ledger/ledger.controller';
import { OrderLedger } from './ledger/order-ledger';

/** `/orders`: intake and ledger. Who does the work is up to the module it stands on. */
@Module({})
export class OrdersModule implements OnModuleDestroy {
  constructor(
    private readonly workforce: Workforce,
    private readonly ledger: OrderLedger,
  ) {}

  /** @param workforce exports `Workforce` and `FaultSource` */
  static over(workforce: DynamicModule, ledgerPath: string): DynamicModule {
    return {
      module: OrdersModule,
      imports: [workforce],
      controllers: [IntakeController, LedgerController],
      providers: [
        { provide: OrderLedger, useFactory: () => new OrderLedger(ledgerPath) },
        {
          provide: CountWatch,
          inject: [OrderLedger],
          useFactory: (ledger: OrderLedger) => new CountWatch(ledger),
        },
        IntakeMetrics,
        OrderIntake,
      ],
    };
  }

  /** What is still being worked on is not saved and was not answered; nothing may write any more. */
  onModuleDestroy(): Promise<void> {
    this.workforce.dropAll();
    return this.ledger.close();
  }
}
