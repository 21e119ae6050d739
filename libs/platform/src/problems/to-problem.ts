import { HttpException } from '@nestjs/common';
import type { ProblemCode } from '@sluice/contracts';
import { processLogger } from '../logging';
import { ProblemError } from './problem-error';

const CODES_OF_FASTIFY: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_BAD_URL: 'malformed-http',
  FST_ERR_MAX_PARAM_LENGTH: 'uri-too-long',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-http',
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: 'unsupported-media-type',
  FST_ERR_NOT_FOUND: 'not-found',
};

const CODES_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  422: 'invalid-request',
  429: 'quota-exceeded',
  431: 'headers-too-large',
};

/**
 * The problem that an error of any layer stands for. What is not a refusal known by its type is a
 * defect: logged with its stack, answered as `internal` without a word about it.
 */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = codeOf(error);
  // Nest's messages are written for clients, Fastify's for its users.
  const detail = error instanceof HttpException ? error.message : undefined;
  return code === undefined ? defect(error) : new ProblemError(code, detail, { cause: error });
}

function codeOf(error: unknown): ProblemCode | undefined {
  if (error instanceof HttpException) return CODES_OF_STATUS[error.getStatus()];
  return isFastifyError(error) ? codeOfFastify(error) : undefined;
}

function defect(error: unknown): ProblemError {
  processLogger().error({ err: error }, 'a request met a defect');
  return new ProblemError('internal', undefined, { cause: error });
}

interface FastifyError extends Error {
  code: string;
  statusCode?: number;
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && error.name === 'FastifyError' && 'code' in error;
}

function codeOfFastify({ code, statusCode }: FastifyError): ProblemCode | undefined {
  return CODES_OF_FASTIFY[code] ?? (statusCode ? CODES_OF_STATUS[statusCode] : undefined);
}
