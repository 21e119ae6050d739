import { summarizeProblem, type ProblemDocument } from '@sluice/contracts';
import type { ProblemError } from './problem-error';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** What a problem document says about the request that met the problem. */
export interface ProblemOccasion {
  /** Request target; everything from the query on is left out of the document. */
  target: string;
  correlationId: string;
}

/** The RFC 9457 document of a problem met by a request. */
export function problemDocument(problem: ProblemError, occasion: ProblemOccasion): ProblemDocument {
  return {
    ...problem.extensions,
    ...summarizeProblem(problem.code, problem.detail),
    instance: pathOf(occasion.target),
    correlationId: occasion.correlationId,
    ...(problem.errors ? { errors: [...problem.errors] } : {}),
  };
}

/** The path of a request target, without scheme, authority and query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  const path = query === -1 ? target : target.slice(0, query);
  return path.startsWith('/') ? path : path.replace(/^https?:\/\/[^/]*/i, '') || '/';
}
