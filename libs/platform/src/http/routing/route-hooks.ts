import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction, RouteOptions } from 'fastify';
import { ProblemError } from '../../problems/problem-error';
import { RefusedBody, setBodyLimit, setJsonTypes } from '../json-body';
import { accepts } from './accept';
import type { HttpRouteRules } from './http-route.decorator';

type Hook = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

const JSON_ONLY = ['application/json'];
const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'QUERY']);

/** Hooks the rules of a route in when it is registered, so that no request has to look them up. */
export function hookRulesIn(route: RouteOptions): void {
  const rules = (route.config ?? {}) as HttpRouteRules;
  const hooks: Hook[] = [negotiation(rules.produces ?? JSON_ONLY)];
  if (rules.bodyLimitBytes !== undefined) hooks.push(bodyLimit(rules.bodyLimitBytes));
  if (rules.consumes !== undefined) hooks.push(jsonTypes(rules.consumes));
  route.onRequest = [...hooksOf(route.onRequest), ...hooks];
  const check = isBodyRequired(route, rules) ? requireBody : refuseBadBody;
  route.preValidation = [...hooksOf(route.preValidation), check];
}

function hooksOf<T>(hooks: T | T[] | undefined): T[] {
  return hooks === undefined ? [] : ([hooks].flat() as T[]);
}

function isBodyRequired(route: RouteOptions, rules: HttpRouteRules): boolean {
  const isUsual = [route.method]
    .flat()
    .some((method) => METHODS_WITH_BODY.has(method.toUpperCase()));
  return (rules.body ?? (isUsual ? 'required' : 'optional')) === 'required';
}

function negotiation(produces: readonly string[]): Hook {
  const isUsual = usualFor(produces);
  return (request, _reply, done) => {
    const { accept } = request.raw.headers;
    if (isUsual(accept) || accepts(accept, produces)) return done();
    done(new ProblemError('not-acceptable', `Here is to be had: ${produces.join(', ')}`));
  };
}

/** What nearly every client of a JSON API sends, so that most requests cost one comparison. */
function usualFor(produces: readonly string[]): (accept: string | undefined) => boolean {
  if (!produces.includes('application/json')) return () => false;
  return (accept) => accept === undefined || accept === '*/*' || accept === 'application/json';
}

function bodyLimit(limitBytes: number): Hook {
  return (request, _reply, done) => {
    setBodyLimit(request, limitBytes);
    done();
  };
}

function jsonTypes(types: readonly string[]): Hook {
  return (request, _reply, done) => {
    setJsonTypes(request, types);
    done();
  };
}

const refuseBadBody: Hook = ({ body }, _reply, done) =>
  done(body instanceof RefusedBody ? body.error : undefined);

const requireBody: Hook = ({ body }, _reply, done) => {
  if (body instanceof RefusedBody) return done(body.error);
  done(body === undefined ? new ProblemError('invalid-json', 'The body is empty') : undefined);
};
