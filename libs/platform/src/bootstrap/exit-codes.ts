/** What the process tells its supervisor by ending. */
export const EXIT_CODES = {
  stopped: 0,
  failed: 1,
  /** EX_CONFIG of sysexits.h: starting again does not help. */
  badConfig: 78,
  /** A second signal, as a shell has it for Ctrl-C. */
  interrupted: 130,
} as const;
