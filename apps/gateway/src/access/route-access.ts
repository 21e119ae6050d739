import type { Role } from '../orders/client-identity';

/** What a route asks of its caller; `open` routes ask for no key. */
export type RouteAccess = Role | 'open';

/** By the beginning of the path, the first that fits. What is open tells nothing about orders. */
const RULES: readonly (readonly [string, RouteAccess])[] = [
  ['/v1/queues', 'ops'],
  ['/v1', 'client'],
  ['/health', 'open'],
  ['/metrics', 'open'],
  ['/docs', 'open'],
  ['/lab', 'open'],
];

/** A route that nobody thought of is not for everybody. */
const UNKNOWN: RouteAccess = 'ops';

/** What the route with this pattern (`/v1/orders/:id`) asks for. */
export function routeAccessOf(url: string): RouteAccess {
  const rule = RULES.find(([start]) => url === start || url.startsWith(`${start}/`));
  return rule?.[1] ?? UNKNOWN;
}
