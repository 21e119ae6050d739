import type { ProblemCode, ProblemFault } from '@sluice/contracts';

export interface ProblemDetails {
  /** Header fields of the answer, such as `location` or `retry-after`. */
  headers?: Readonly<Record<string, string>>;
  /** Faults of the request body. */
  errors?: readonly ProblemFault[];
  /** Further members of the document; the catalogue's own members cannot be replaced. */
  extensions?: Readonly<Record<string, unknown>>;
  /** What led here; logged where the problem is a defect, never sent. */
  cause?: unknown;
}

/**
 * The one way to refuse or fail a request: thrown anywhere, it becomes the problem document of its
 * code. Carries no stack, because it is an expected outcome that has to be cheap under overload.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly ProblemFault[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;

  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    details: ProblemDetails = {},
  ) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail ?? code, details.cause === undefined ? undefined : { cause: details.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.headers = details.headers ?? {};
    this.errors = details.errors;
    this.extensions = details.extensions;
  }
}
