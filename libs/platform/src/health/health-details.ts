import type { HealthIndicatorResult } from '@nestjs/terminus';

/** One part of `GET /health`. A `down` with a member `code` of the catalogue makes that the problem. */
export type HealthDetail = () => Promise<HealthIndicatorResult> | HealthIndicatorResult;

/**
 * Token of a `HealthDetail[]`. Any module may provide one; `GET /health` shows them all beside
 * `redis` and `eventLoop`.
 */
export const HEALTH_DETAILS = Symbol('HEALTH_DETAILS');
