export const FAULT_KINDS = ['500', '429', '400', 'reset', 'hang', 'garbage', 'huge'] as const;
export const FAULT_MOMENTS = ['before-commit', 'after-commit'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
export type FaultMoment = (typeof FAULT_MOMENTS)[number];

/** A way in which one order's work goes wrong. */
export interface Fault {
  readonly kind: FaultKind;
  /** Whether the order is saved nevertheless. */
  readonly when: FaultMoment;
}

/** Decides which work goes wrong. */
export abstract class FaultSource {
  /** Asked once for each order, when its service is about to end. @returns null: all is well */
  abstract draw(): Fault | null;
}
