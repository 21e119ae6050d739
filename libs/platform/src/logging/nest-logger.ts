import type { LoggerService } from '@nestjs/common';
import type { Logger, LogFields } from './logger.port';

/** What Nest tells about its own start: of use only when something is wrong with the wiring. */
const CHATTY_CONTEXTS = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
]);

/** A port that cannot be had: whoever runs the app says that in a sentence. */
const TOLD_ELSEWHERE = /^Error: listen E/;

/** Sends Nest's own log lines through our logger; the text is Nest's, the context a field. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const { text, fields } = nestEvent(message, rest);
    const level = CHATTY_CONTEXTS.has(String(fields['context'])) ? 'debug' : 'info';
    this.logger[level](fields, text);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    const { text, fields } = nestEvent(message, rest);
    this.logger.warn(fields, text);
  }

  error(message: unknown, ...rest: unknown[]): void {
    const { text, fields } = nestEvent(message, rest, true);
    this.logger[TOLD_ELSEWHERE.test(text) ? 'debug' : 'error'](fields, text);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    const { text, fields } = nestEvent(message, rest, true);
    this.logger.fatal(fields, text);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    const { text, fields } = nestEvent(message, rest);
    this.logger.debug(fields, text);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.debug(message, ...rest);
  }
}

/** Nest passes the context last and, with errors, a stack before it. */
function nestEvent(message: unknown, rest: unknown[], withStack = false) {
  const fields: Record<string, unknown> = {};
  const context = rest.at(-1);
  if (typeof context === 'string' && !isStack(context)) fields['context'] = context;
  const stack = withStack
    ? rest.find((item) => typeof item === 'string' && isStack(item))
    : undefined;
  if (stack !== undefined) fields['stack'] = stack;
  return { ...nestMessage(message), fields: { ...fields, ...nestMessage(message).fields } };
}

const isStack = (text: string): boolean => /\n\s+at /.test(text);

function nestMessage(message: unknown): { text: string; fields: LogFields } {
  if (typeof message === 'string') return { text: message, fields: {} };
  if (message instanceof Error) return { text: message.message, fields: { err: message } };
  return { text: 'event of the framework', fields: { event: message } };
}
