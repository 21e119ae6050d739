import type { Role } from '../orders/client-identity';

/** What a route asks of its caller; `open` routes ask for no key. */
export interface RouteAccess {
  role: Role | 'open';
  /** Whether a browser's log-in window will do; only where nothing can be changed. */
  takesBasic: boolean;
}

const access = (role: RouteAccess['role'], takesBasic = false): RouteAccess => ({
  role,
  takesBasic,
});

/**
 * By the beginning of the path, the first that fits. What is open tells nothing about orders.
 * A browser sends Basic credentials along with requests of foreign pages, so they open only the
 * board, on which there is nothing to be changed.
 */
const RULES: readonly (readonly [string, RouteAccess])[] = [
  ['/v1/queues', access('ops')],
  ['/v1', access('client')],
  ['/health', access('open')],
  ['/metrics', access('open')],
  ['/docs', access('open')],
  ['/lab', access('open')],
];

/** A route that nobody thought of is not for everybody. */
const UNKNOWN = access('ops');

/** What the route with this pattern (`/v1/orders/:id`) asks for. */
export function routeAccessOf(url: string): RouteAccess {
  const rule = RULES.find(([start]) => url === start || url.startsWith(`${start}/`));
  return rule?.[1] ?? UNKNOWN;
}
