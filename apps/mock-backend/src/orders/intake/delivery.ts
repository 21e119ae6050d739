import type { Fault } from '../../fault-source.port';
import type { LedgerRow } from '../ledger/ledger-row';

/** One call of somebody who wants an order saved. */
export interface Delivery {
  readonly orderId: string;
  readonly orderNumber: string;
  /** The body's text; a repetition has the very same one. */
  readonly orderText: string;
}

export type DeliveryOutcome =
  | { readonly kind: 'saved'; readonly row: LedgerRow }
  /** The order was saved already, or is now by a delivery that came before. */
  | { readonly kind: 'repeated'; readonly row: LedgerRow }
  /** The id belongs to an order with another body. */
  | { readonly kind: 'conflict' }
  /** Not saved, as all work was dropped. */
  | { readonly kind: 'dropped' }
  /** Goes wrong on purpose; saved or not. */
  | { readonly kind: 'faulty'; readonly fault: Fault };
