import type { Logger } from '../logging/logger.port';
import { flushLogs } from '../logging/standard-output';
import { EXIT_CODES } from './exit-codes';

/** Ends the process once its log lines are out; never resolves. */
export async function exitProcess(code: number): Promise<void> {
  await flushLogs();
  process.exit(code);
}

/** Calls back with a name for whatever asks the process to stop, a supervisor's death included. */
export function onStopRequest(
  onSignal: (name: string) => void,
  onOrphaned: (name: string) => void,
): void {
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  if (process.channel) process.once('disconnect', () => onOrphaned('supervisor gone'));
}

/** An error that nobody caught leaves a state that nobody knows: say so and end. */
export function exitOnCrash(logger: Logger): void {
  process.on('uncaughtException', (error, origin) => {
    logger.fatal({ err: error, origin }, 'uncaught error, ending the process');
    void exitProcess(EXIT_CODES.failed);
  });
}

/** Tells a supervisor at the other end of an IPC channel that the app serves. */
export function announceReady(): void {
  if (process.connected) process.send?.('ready', () => undefined);
}
