/**
 * What a call to the backend came to, seen by what is known about the order afterwards. `saved` is
 * definite, and so is `refused` as far as its `about` goes; `doubt` means that the backend may have
 * saved the order or may yet.
 */
export type BackendAnswer = SavedAnswer | RefusedAnswer | UnavailableAnswer | DoubtAnswer;

/** The backend has saved the order: the head of its answer says so (any 2xx but 202). */
export interface SavedAnswer {
  readonly kind: 'saved';
  /** The body as JSON; null where there was none, or none that could be kept. */
  readonly result: unknown;
  /** Why a body that came, or was on its way, is not the result. */
  readonly dropped?: BodyLoss;
}

/** The backend did not take this call, and will not take one like it. */
export interface RefusedAnswer {
  readonly kind: 'refused';
  readonly status: number;
  /**
   * `order`: an answer about the order, whichever call brought it (400, 410, 422). `call`: about this
   * call, its sender or its route; it says nothing of an earlier call that may have been saved.
   */
  readonly about: 'order' | 'call';
  /** What the backend said, cut and cleaned so that it can be shown to a client. */
  readonly reason: string;
  readonly retryAfterMs?: number;
}

/** The order certainly did not reach the backend, or was certainly not taken in by this call. */
export interface UnavailableAnswer {
  readonly kind: 'unavailable';
  readonly why: 'connect' | 'overloaded';
  readonly retryAfterMs?: number;
}

/** Nobody knows; only an answer about the same order, sent again, ends it. */
export interface DoubtAnswer {
  readonly kind: 'doubt';
  readonly why: DoubtCause;
  readonly retryAfterMs?: number;
}

export type DoubtCause = 'timeout' | 'reset' | 'server-error' | 'garbage' | 'too-large';

/** `garbage`: no JSON; `timeout`: slower than its time; `reset`: cut short. */
export type BodyLoss = Exclude<DoubtCause, 'server-error'>;
