import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problems/problem-error';
import { RefusedBody, bodyLimitOf, jsonTypesOf, keepJsonText } from './json-body';
import { labelProblem } from './json-media-type';
import { readBody } from './read-body';
import { readJson } from './strict-json/read-json';

/**
 * Fastify's content type parser for every media type. Reports no error of its own, because Fastify
 * closes the connection then: a refused body is handed on as one and fails in `preValidation`.
 */
export function parseJsonBody(
  request: FastifyRequest,
  payload: IncomingMessage,
  done: (error: Error | null, body?: unknown) => void,
): void {
  const problem = labelProblem(payload.headers, jsonTypesOf(request));
  readBody(payload, problem ? 0 : bodyLimitOf(request), (body) => {
    done(null, isEmpty(body) ? undefined : parsed(request, problem ?? body));
  });
}

/** No body at all, whatever its label; whether one is required is the route's business. */
const isEmpty = (body: Buffer | ProblemError): boolean =>
  !(body instanceof ProblemError) && body.length === 0;

function parsed(request: FastifyRequest, body: Buffer | ProblemError): unknown {
  if (body instanceof ProblemError) return new RefusedBody(body);
  try {
    const json = readJson(body);
    keepJsonText(request, json);
    return json.value;
  } catch (error) {
    return new RefusedBody(error as Error);
  }
}
