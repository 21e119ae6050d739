import pino from 'pino';
import type { LogLevel } from '../config/process.config';
import { currentCorrelationId } from './correlation';
import { cleanLine } from './log-line';
import { Logger, type LogFields } from './logger.port';
import { standardOutput } from './standard-output';
import { redactFields, redactText } from './redact-fields';

class PinoLogger extends Logger {
  constructor(private readonly sink: pino.Logger) {
    super();
  }

  override debug(fields: LogFields, message: string): void {
    this.sink.debug(fields, '%s', message);
  }

  override info(fields: LogFields, message: string): void {
    this.sink.info(fields, '%s', message);
  }

  override warn(fields: LogFields, message: string): void {
    this.sink.warn(fields, '%s', message);
  }

  override error(fields: LogFields, message: string): void {
    this.sink.error(fields, '%s', message);
  }

  override fatal(fields: LogFields, message: string): void {
    this.sink.fatal(fields, '%s', message);
  }

  override child(fields: LogFields): Logger {
    return new PinoLogger(this.sink.child(redactFields(fields)));
  }
}

let latest: Logger | undefined;

/**
 * A logger that writes one JSON line per event to standard output: `time` (RFC 3339), `level`,
 * `app`, `pid`, `correlationId` where there is one, the fields, `msg`.
 *
 * Lines are written off the event loop; a reader that stalls costs lines, never the process.
 * Await `flushLogs()` before ending the process.
 */
export function createLogger(
  app: string,
  level: LogLevel = 'info',
  destination: pino.DestinationStream = standardOutput(),
): Logger {
  latest = new PinoLogger(pino(pinoOptions(app, level), destination));
  return latest;
}

/** The logger created last in this process, for code that no injector reaches. */
export function processLogger(): Logger {
  return (latest ??= createLogger('sluice'));
}

function pinoOptions(app: string, level: LogLevel): pino.LoggerOptions {
  return {
    level,
    base: { app, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: redactFields },
    mixin: correlationFields,
    hooks: { streamWrite: cleanLine },
  };
}

function correlationFields(): { correlationId?: string } {
  const correlationId = currentCorrelationId();
  return correlationId === undefined ? {} : { correlationId: redactText(correlationId) };
}
