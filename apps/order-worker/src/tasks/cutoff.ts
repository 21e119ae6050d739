/** Injection token of what ends the calls of a module that are under way; an AbortController. */
export const CUTOFF = Symbol('CUTOFF');
