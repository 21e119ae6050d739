import type { Provider } from '@nestjs/common';
import { HEALTH_DETAILS, type HealthDetail } from '@sluice/platform';
import { OriginShares } from './origin-shares';

/** `callbacks` in `GET /health`: how many calls are under way. */
export const CALLBACK_HEALTH: Provider = {
  provide: HEALTH_DETAILS,
  inject: [OriginShares],
  useFactory: (shares: OriginShares): HealthDetail[] => [
    function callbacks() {
      return { callbacks: { status: 'up', inFlight: shares.inUse, capacity: shares.slots } };
    },
  ],
};

/** The same of a worker that delivers none. */
export const NO_CALLBACK_HEALTH: Provider = {
  provide: HEALTH_DETAILS,
  useValue: [
    function callbacks() {
      const warning = 'CALLBACK_SECRET is not set: this worker delivers no callbacks';
      return { callbacks: { status: 'up', warning } };
    },
  ] satisfies HealthDetail[],
};
