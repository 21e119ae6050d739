/** A command that held Redis up. */
export interface SlowCommand {
  ms: number;
  /** As it was sent, cut short by Redis. */
  text: string;
}

/** Id, Unix time, microseconds, arguments; more may follow. */
type SlowLogEntry = readonly [id: number, at: number, us: number, args: readonly string[]];

const SCRIPT_COMMANDS = ['eval', 'evalsha', 'fcall'];

/**
 * The longest script of a `SLOWLOG GET`; undefined when there is none. Commands within a script are
 * listed beside it, and are no scripts.
 */
export function slowestScript(log: unknown): SlowCommand | undefined {
  const scripts = (log as SlowLogEntry[]).filter(([, , , [name = '']]) =>
    SCRIPT_COMMANDS.includes(name.toLowerCase()),
  );
  const [slowest] = scripts.toSorted(([, , a], [, , b]) => b - a);
  if (!slowest) return undefined;
  const [, , us, args] = slowest;
  return { ms: us / 1_000, text: args.slice(0, 4).join(' ') };
}
