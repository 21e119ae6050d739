import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  HealthCheckService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { Logger } from '../logging/logger.port';
import { HEALTH_DETAILS, type HealthDetail, READINESS_CHECKS } from './health-details';
import { healthProblem } from './health-problem';

/** Asks indicators through Terminus and answers a failed check as a problem. */
@Injectable()
export class HealthService {
  private readonly provided = new Map<symbol, HealthDetail[]>();

  constructor(
    private readonly terminus: HealthCheckService,
    private readonly modules: ModuleRef,
    private readonly logger: Logger,
  ) {}

  /** @throws ProblemError 503 `shutting-down`, `queue-unavailable` or `gateway-saturated` */
  async check(parts: HealthDetail[]): Promise<HealthCheckResult> {
    try {
      return await this.terminus.check(parts.map((part) => () => this.ask(part)));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      throw healthProblem(error.getResponse() as HealthCheckResult);
    }
  }

  /** What the app's modules add to `GET /health`; looked up once, when all modules are there. */
  appDetails(): HealthDetail[] {
    return this.providedAs(HEALTH_DETAILS);
  }

  /** What the app's modules add to `GET /health/ready`. */
  readinessChecks(): HealthDetail[] {
    return this.providedAs(READINESS_CHECKS);
  }

  private providedAs(token: symbol): HealthDetail[] {
    const known = this.provided.get(token) ?? this.find(token);
    this.provided.set(token, known);
    return known;
  }

  private find(token: symbol): HealthDetail[] {
    try {
      const options = { strict: false, each: true } as const;
      return this.modules.get<HealthDetail[]>(token, options).flat();
    } catch {
      return [];
    }
  }

  /** A part that breaks is a part that is down; the others still tell. */
  private async ask(part: HealthDetail): Promise<HealthIndicatorResult> {
    try {
      return await part();
    } catch (error) {
      this.logger.warn({ err: error, part: part.name }, 'health detail failed');
      return { [part.name || 'detail']: { status: 'down', reason: 'could not be asked' } };
    }
  }
}
