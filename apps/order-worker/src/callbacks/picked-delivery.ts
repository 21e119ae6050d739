import type { BegunDelivery } from '@sluice/order-lifecycle';
import type { Lease } from '../tasks/lease-keeper';

/** A delivery that is ours for one attempt. */
export interface PickedDelivery {
  readonly deliveryId: string;
  readonly delivery: BegunDelivery;
  readonly lease: Lease;
}
