import { ProblemError } from '@sluice/platform';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  preHandlerHookHandler,
  RouteOptions,
} from 'fastify';
import { ANONYMOUS, clientOf } from '../../orders/client-identity';
import { queueProblemOf } from '../../orders/queue-errors';
import type { AccessMetrics } from '../access.metrics';
import type { QuotaVerdict } from './client-quota';
import type { ClientQuotas } from './client-quotas';
import { orderCountOf } from './order-count';

const INTAKE_ROUTES = new Set([
  '/v1/orders',
  '/v1/orders/async',
  '/v1/orders/sync',
  '/v1/orders/batch',
]);

type Done = (error?: Error) => void;

/**
 * Counts orders against their client's quota: after the body was read and parsed, for a batch is as
 * many as it holds, and before its contents are looked at, for refusing costs too.
 */
export class QuotaGate {
  private readonly policyField: string;

  constructor(
    private readonly quotas: ClientQuotas,
    private readonly limit: { requests: number; windowS: number },
    private readonly metrics: AccessMetrics,
  ) {
    this.policyField = `"default";q=${limit.requests};w=${limit.windowS}`;
  }

  /** Before any route is registered. */
  standBefore(instance: FastifyInstance): void {
    instance.addHook('onRoute', (route) => this.takeRoute(route));
  }

  private takeRoute(route: RouteOptions): void {
    if (route.method !== 'POST' || !INTAKE_ROUTES.has(route.url)) return;
    const others = route.preHandler === undefined ? [] : [route.preHandler].flat();
    route.preHandler = [this.check, ...others];
  }

  private readonly check: preHandlerHookHandler = (request, reply, done) => {
    const client = clientOf(request);
    if (client === ANONYMOUS) return done();
    const count = orderCountOf(request.body);
    const verdict = this.quotas.take(client, count);
    const conclude = (it: QuotaVerdict) => this.conclude(it, request, reply, done);
    if (!(verdict instanceof Promise)) return conclude(verdict);
    verdict.then(conclude, (error: unknown) => done(queueProblemOf(error) as Error));
  };

  private conclude(
    { admitted, remaining, resetS }: QuotaVerdict,
    request: FastifyRequest,
    reply: FastifyReply,
    done: Done,
  ): void {
    reply.header('ratelimit-policy', this.policyField);
    reply.header('ratelimit', `"default";r=${remaining};t=${resetS}`);
    if (admitted) return done();
    this.metrics.refused('quota-exceeded');
    done(this.exceeded(orderCountOf(request.body), resetS));
  }

  private exceeded(count: number, resetS: number): ProblemError {
    const { requests, windowS } = this.limit;
    const detail =
      count > requests
        ? `${count} orders at once are more than the quota of ${requests} per ${windowS} s will ever let pass.`
        : `The quota is ${requests} orders per ${windowS} s; a new window begins in ${resetS} s.`;
    return new ProblemError('quota-exceeded', detail, {
      headers: { 'retry-after': String(resetS) },
    });
  }
}
