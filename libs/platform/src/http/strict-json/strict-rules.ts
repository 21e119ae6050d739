/** How deep arrays and objects may stand in each other. */
export const MAX_DEPTH = 32;

/** Keys that change what an object is when it is copied carelessly. */
export const DANGEROUS_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor']);

/** At most so many faults are told of one body, so that a wrong one cannot make a long answer. */
export const MAX_FAULTS = 20;
