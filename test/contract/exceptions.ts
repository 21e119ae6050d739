/** Documented answers that no test provokes, each with the reason. */
export const NOT_PROVOKED: readonly { outcome: RegExp; reason: string }[] = [
  {
    outcome: / 500 internal$/,
    reason: 'A 500 is a defect. Nothing is known that leads to one; what is found is mended.',
  },
  {
    outcome: /^readLab 404 not-found$/,
    reason: 'The lab is built with the apps. Without it: lab-files.int-spec.ts.',
  },
];
