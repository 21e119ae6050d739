export * from './correlation';
export { hideFromLogs } from './log-line';
export * from './logger.port';
export * from './nest-logger';
export { createLogger, processLogger } from './pino-logger';
export { flushLogs } from './standard-output';
