import type { OrderResponse, ProblemCode, ProblemDocument, ProblemFault } from './contract.ts';
import { readRetryAfterMs } from './retry-after.ts';

/** An answer that is no problem document, such as a proxy's error page. */
export const UNREADABLE_ANSWER = 'unreadable-answer';

/** What a problem may say beyond the members that all have. */
type ProblemBody = Partial<ProblemDocument> & { order?: OrderResponse };

/** The gateway's refusal, or its failure, as RFC 9457 tells it. */
export class SluiceProblem extends Error {
  override readonly name = 'SluiceProblem';
  /** What programs should look at; `unreadable-answer` when it was not the gateway that spoke. */
  readonly code: ProblemCode | typeof UNREADABLE_ANSWER;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Faults of the body, each with its JSON Pointer. */
  readonly errors: readonly ProblemFault[];
  /** Names this request in the gateway's log. */
  readonly correlationId: string | undefined;
  /** The order that the problem is about, where the answer holds it (410). */
  readonly order: OrderResponse | undefined;
  /** Path of the order that the problem is about, where there is one. */
  readonly location: string | undefined;
  /** How long to stay away, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly body: unknown,
  ) {
    const said = isProblem(body) ? body : {};
    super(said.detail ?? said.title ?? `The answer was ${status}`);
    this.code = said.code ?? UNREADABLE_ANSWER;
    this.retryable = said.retryable ?? false;
    this.errors = said.errors ?? [];
    this.correlationId = said.correlationId ?? headers.get('x-correlation-id') ?? undefined;
    this.order = said.order;
    this.location = headers.get('location') ?? undefined;
    this.retryAfterMs = readRetryAfterMs(headers);
  }
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body;
}
