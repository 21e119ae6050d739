/**
 * What a call to the backend came to, seen by what is known about the order afterwards. Only `saved`
 * and `refused` are definite; `doubt` means that the backend may have saved the order or may yet.
 */
export type BackendAnswer = SavedAnswer | RefusedAnswer | UnavailableAnswer | DoubtAnswer;

/** The backend has saved the order (200 or 201 with a JSON body). */
export interface SavedAnswer {
  readonly kind: 'saved';
  readonly result: unknown;
}

/** The backend will not save the order, however often it is sent. */
export interface RefusedAnswer {
  readonly kind: 'refused';
  readonly status: number;
  /** What the backend said, cut and cleaned so that it can be shown to a client. */
  readonly reason: string;
}

/** The order certainly did not reach the backend, or was certainly not taken in. */
export interface UnavailableAnswer {
  readonly kind: 'unavailable';
  readonly why: 'connect' | 'overloaded';
  readonly retryAfterMs?: number;
}

/** Nobody knows; only a definite answer to the same order, sent again, ends it. */
export interface DoubtAnswer {
  readonly kind: 'doubt';
  readonly why: DoubtCause;
  readonly retryAfterMs?: number;
}

export type DoubtCause = 'timeout' | 'reset' | 'server-error' | 'garbage' | 'too-large';
