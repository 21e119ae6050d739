import { type Logger, ProblemError } from '@sluice/platform';
import type { FastifyInstance, FastifyReply, onRequestHookHandler, RouteOptions } from 'fastify';
import { type ClientIdentity, declareIdentity, identify } from '../orders/client-identity';
import type { AccessMetrics } from './access.metrics';
import type { AccessPolicy } from './access-policy';
import { type RouteAccess, routeAccessOf } from './route-access';

const CHALLENGE = 'Bearer';

/** What a route asks for, looked up once, when it is registered. */
interface Barrier {
  needed: RouteAccess;
  /** Whether something is changed there that is not the caller's own. */
  isCommand: boolean;
}

/**
 * Stands before every route: nobody gets further, and no byte of a body is read, before it is known
 * who asks and that he may. Operators' commands are written down with who gave them.
 */
export class AccessGate {
  constructor(
    private readonly policy: AccessPolicy,
    private readonly metrics: AccessMetrics,
    private readonly logger: Logger,
  ) {}

  /** Before any route is registered. */
  standBefore(instance: FastifyInstance): void {
    declareIdentity(instance);
    instance.addHook('onRoute', (route) => this.takeRoute(route));
  }

  private takeRoute(route: RouteOptions): void {
    const later = route.onRequest === undefined ? [] : [route.onRequest].flat();
    route.onRequest = [this.check(barrierOf(route)), ...later];
  }

  private check({ needed, isCommand }: Barrier): onRequestHookHandler {
    return (request, reply, done) => {
      const verdict = this.policy.admit(request, needed);
      if (verdict instanceof ProblemError) return done(this.refused(verdict, reply));
      if (verdict) identify(request, verdict);
      if (verdict && isCommand) this.writeDown(verdict, request.method, request.url);
      done();
    };
  }

  private refused(problem: ProblemError, reply: FastifyReply): ProblemError {
    this.metrics.refused(problem.code);
    if (problem.code === 'unauthenticated') reply.header('www-authenticate', CHALLENGE);
    return problem;
  }

  private writeDown({ client }: ClientIdentity, method: string, url: string): void {
    const path = url.split('?', 1)[0];
    this.logger.info({ client, method, path }, 'operator gives a command');
  }
}

function barrierOf({ method, url }: RouteOptions): Barrier {
  const needed = routeAccessOf(url);
  const isReading = [method].flat().every((it) => it === 'GET' || it === 'HEAD');
  return { needed, isCommand: needed === 'ops' && !isReading };
}
