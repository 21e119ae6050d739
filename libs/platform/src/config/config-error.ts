/** One setting that cannot be used. Never holds the value: it may be a secret. */
export interface ConfigFault {
  readonly variable: string;
  /** What the value has to be, to be read after the variable's name. */
  readonly rule: string;
  readonly example: string;
}

/** Every fault of an environment at once, so that an operator mends it in one go. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly ConfigFault[]) {
    super(faults.map(describeFault).join('\n'));
    this.name = 'ConfigError';
  }
}

/** One line for one fault, fit for a terminal. */
export function describeFault({ variable, rule, example }: ConfigFault): string {
  return `${variable} ${rule} (for example ${variable}=${example})`;
}
