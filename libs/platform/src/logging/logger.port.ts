/** What varies in an event; the message stays constant so that events can be counted. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Where events go. No implementation throws, blocks on its reader or lets a field break the line;
 * secrets of the config and members named like secrets are cut out.
 */
export abstract class Logger {
  abstract debug(fields: LogFields, message: string): void;
  abstract info(fields: LogFields, message: string): void;
  abstract warn(fields: LogFields, message: string): void;
  abstract error(fields: LogFields, message: string): void;
  abstract fatal(fields: LogFields, message: string): void;
  /** A logger that adds `fields` to each of its events. */
  abstract child(fields: LogFields): Logger;
}
