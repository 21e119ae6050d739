import { ProblemError } from '@sluice/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { asking } from '../orders/queue-errors';

/** What the board's plugin does with the instance that it is given. */
type BoardScope = Pick<FastifyInstance, 'register' | 'route' | 'setErrorHandler'>;

/** As the UI needs it, and nothing beyond; its fonts from elsewhere are left out, and not missed. */
const BOARD_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
};

/** What the routes outside of the board's API answer with: its one page. */
const PAGE = { produces: ['text/html'] };

/**
 * The instance for the board's plugin. Of its routes only those are taken that read, so that there
 * is nothing to be pressed, whatever the UI shows; its errors become ours.
 */
export function readOnlyScope(scope: FastifyInstance): BoardScope {
  scope.addHook('onRequest', (_request, reply, done) => {
    reply.headers(BOARD_HEADERS);
    done();
  });
  scope.addHook('preSerialization', refuseAsProblem);
  const facade = {
    register: scope.register.bind(scope),
    route: (route: RouteOptions) => (isReading(route) ? scope.route(guarded(route)) : scope),
    setErrorHandler: () => scope,
  };
  return facade as unknown as BoardScope;
}

function isReading({ method }: RouteOptions): boolean {
  return [method].flat().every((it) => it === 'GET');
}

function guarded(route: RouteOptions): RouteOptions {
  const isPage = !route.url.startsWith('/api/');
  const handler = route.handler as (request: FastifyRequest, reply: FastifyReply) => unknown;
  return {
    ...route,
    config: { ...route.config, ...(isPage ? PAGE : {}) },
    handler: isPage
      ? route.handler
      : (request, reply) => asking(Promise.resolve(handler(request, reply))),
  };
}

type Done = (error?: Error | null, payload?: unknown) => void;

/** The board words its refusals by itself; a client of the gateway knows one form only. */
function refuseAsProblem(
  _request: FastifyRequest,
  { statusCode }: FastifyReply,
  payload: unknown,
  done: Done,
): void {
  if (statusCode < 400) return done(null, payload);
  done(new ProblemError(statusCode === 404 ? 'not-found' : 'invalid-request'));
}
