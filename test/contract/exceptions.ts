/** Documented answers that no test provokes, each with the reason. */
export const NOT_PROVOKED: readonly { outcome: RegExp; reason: string }[] = [
  {
    outcome: / 500 internal$/,
    reason: 'A 500 is a defect. Nothing is known that leads to one; what is found is mended.',
  },
  {
    outcome: /^submitOrder(Async|Sync)? 502 backend-failed$|^retryDeadLetter 409 /,
    reason:
      'Needs an order that was refused eight times with pauses up to 30 s; the worker’s own tests make one.',
  },
];
