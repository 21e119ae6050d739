import { PROBLEM_CATALOGUE, type ProblemCode } from './problem-catalogue';

/** One fault of a request body. */
export interface ProblemFault {
  /** JSON Pointer (RFC 6901) into the body; empty for the body as a whole. */
  pointer: string;
  detail: string;
}

/** What of a problem travels between processes and is kept with an order. */
export interface ProblemSummary {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  retryable: boolean;
}

/** The body of every error answer: RFC 9457 with Sluice's extension members. */
export interface ProblemDocument extends ProblemSummary {
  /** Path of the request. */
  instance: string;
  correlationId: string;
  errors?: ProblemFault[];
}

/** Fills the catalogue's members of a problem in. */
export function summarizeProblem(code: ProblemCode, detail?: string): ProblemSummary {
  const { title, status, retryable } = PROBLEM_CATALOGUE[code];
  return {
    type: `urn:sluice:problem:${code}`,
    title,
    status,
    detail: detail ?? title,
    code,
    retryable,
  };
}
