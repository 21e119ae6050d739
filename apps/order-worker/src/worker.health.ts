import type { Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { HEALTH_DETAILS, type HealthDetail } from '@sluice/platform';
import { PerOriginLimiter } from './callbacks/per-origin-limiter';
import { OrderControl } from './orders/order-control';

const NO_SECRET = 'CALLBACK_SECRET is not set: this worker delivers no callbacks';

/**
 * `worker` and `callbacks` in `GET /health`: what this worker is doing. A paused worker is healthy, and
 * says so.
 */
export const WORKER_HEALTH: Provider = {
  provide: HEALTH_DETAILS,
  inject: [OrderControl, ModuleRef],
  useFactory: (control: OrderControl, modules: ModuleRef): HealthDetail[] => [
    function worker() {
      return { worker: { status: 'up', ...control.state(), retrying: control.retrying } };
    },
    function callbacks() {
      const limiter = deliveriesOf(modules);
      if (limiter === undefined) return { callbacks: { status: 'up', warning: NO_SECRET } };
      const { inUse: inFlight, slots: capacity } = limiter;
      return { callbacks: { status: 'up', inFlight, capacity } };
    },
  ],
};

/** Absent where no callbacks are delivered. */
function deliveriesOf(modules: ModuleRef): PerOriginLimiter | undefined {
  try {
    return modules.get(PerOriginLimiter, { strict: false });
  } catch {
    return undefined;
  }
}
