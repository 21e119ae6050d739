import type { HealthIndicatorResult } from '@nestjs/terminus';

/** One part of `GET /health`. A `down` with a member `code` of the catalogue makes that the problem. */
export type HealthDetail = () => Promise<HealthIndicatorResult> | HealthIndicatorResult;

/**
 * Token of a `HealthDetail[]`. Any module may provide one; `GET /health` shows them all beside
 * `redis` and `eventLoop`.
 */
export const HEALTH_DETAILS = Symbol('HEALTH_DETAILS');

/**
 * Token of a `HealthDetail[]` that `GET /health/ready` asks besides Redis and draining, and
 * `GET /health` as well. Only what makes this instance unfit: a dependency that all instances share
 * must not make them all unready at once.
 */
export const READINESS_CHECKS = Symbol('READINESS_CHECKS');
