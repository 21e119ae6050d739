import type { Provider } from '@nestjs/common';
import { HEALTH_DETAILS, type HealthDetail } from '@sluice/platform';
import { OrderControl } from './order-control';

/** `worker` in `GET /health`: what it is doing. A paused worker is healthy, and says so. */
export const WORKER_HEALTH: Provider = {
  provide: HEALTH_DETAILS,
  inject: [OrderControl],
  useFactory: (control: OrderControl): HealthDetail[] => [
    function worker() {
      return { worker: { status: 'up', ...control.state() } };
    },
  ],
};
