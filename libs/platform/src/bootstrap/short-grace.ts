import type { ProcessConfig } from '../config/process.config';
import type { Logger } from '../logging/logger.port';

/** Tells operators who give less time to stop than what is under way may take. */
export function warnOfShortGrace(config: Readonly<ProcessConfig>, logger: Logger): void {
  const { shutdownGraceMs } = config;
  const fittingMs = config.fittingGraceMs();
  if (config.longestTaskMs() === 0 || shutdownGraceMs >= fittingMs) return;
  logger.warn(
    { shutdownGraceMs, fittingMs },
    'SHUTDOWN_GRACE_MS is shorter than a call to the backend may take: at shutdown such calls are cut, and their orders are in doubt until they are tried again',
  );
}
