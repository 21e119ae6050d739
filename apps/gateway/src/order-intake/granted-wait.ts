import type { Preferences } from '../orders/prefer';
import type { BridgeOutcome } from './held-orders.service';

/** What an installation grants. */
export interface WaitLimits {
  bridgeDefaultWaitMs: number;
  bridgeMaxWaitMs: number;
}

/** How long a request may be held, in ms; 0 for one that is not to be held. */
export function grantedWaitMs({ respondAsync, waitS }: Preferences, limits: WaitLimits): number {
  const usualMs = respondAsync ? 0 : limits.bridgeDefaultWaitMs;
  const wishedMs = waitS === undefined ? usualMs : waitS * 1000;
  return Math.min(wishedMs, limits.bridgeMaxWaitMs);
}

/** Whether there is any use in holding the caller of an order with a not-before. */
export function mayBeginWithin(waitMs: number, notBeforeMs: number | undefined): boolean {
  return notBeforeMs === undefined || notBeforeMs - Date.now() <= waitMs;
}

const HELD: readonly BridgeOutcome[] = ['replied', 'found', 'timeout'];

/**
 * The `Preference-Applied` of an answer (RFC 7240 §3): what was asked for and done; undefined when
 * that is nothing.
 */
export function appliedPreferences(
  { respondAsync, waitS }: Preferences,
  waitMs: number,
  outcome: BridgeOutcome | 'not-asked',
): string | undefined {
  const waited = waitS !== undefined && (waitMs === 0 || HELD.some((one) => one === outcome));
  const isAsync = outcome !== 'replied' && outcome !== 'found';
  const applied = [
    ...(respondAsync && isAsync ? ['respond-async'] : []),
    ...(waited ? [`wait=${Math.floor(waitMs / 1000)}`] : []),
  ];
  return applied.length === 0 ? undefined : applied.join(', ');
}
