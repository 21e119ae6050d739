import type { AppName } from './project.ts';

/** What each app lets end when it is told to stop: settings and their defaults, in ms. */
const LONGEST_TASKS: Record<AppName, Record<string, number>> = {
  gateway: { SYNC_TIMEOUT_MS: 30_000 },
  'order-worker': { BACKEND_TIMEOUT_MS: 120_000, CALLBACK_TIMEOUT_MS: 15_000 },
  'mock-backend': {},
};

const USUAL_GRACE_MS = 10_000;
const USUAL_DELAY_MS = 500;
const WINDING_UP_MS = 5_000;

/** Beyond the app's own deadline for its drain, so that the app cuts it and not we. */
const MARGIN_MS = 3_000;

/** From SIGTERM to SIGKILL, for an app with these settings; the config classes have the same rule. */
export function stopGraceMs(app: AppName, env: Record<string, string>): number {
  const given = env['SHUTDOWN_GRACE_MS'];
  if (given) return Number(given) + MARGIN_MS;
  const tasks = Object.entries(LONGEST_TASKS[app]);
  const longestMs = tasks.map(([variable, usualMs]) => Number(env[variable] || usualMs));
  const delayMs = Number(env['SHUTDOWN_DELAY_MS'] || USUAL_DELAY_MS);
  const fittingMs = delayMs + Math.max(0, ...longestMs) + WINDING_UP_MS;
  return Math.max(USUAL_GRACE_MS, fittingMs) + MARGIN_MS;
}
