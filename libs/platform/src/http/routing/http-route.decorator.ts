import { RouteConfig } from '@nestjs/platform-fastify';

/** How a route departs from "JSON in, JSON out". */
export interface HttpRouteRules {
  /** Media types the route can answer with; `application/json` by default. */
  produces?: readonly string[];
  /** Replaces the adapter's limit. */
  bodyLimitBytes?: number;
  /** What a JSON body may be labelled as beside `application/json`. */
  consumes?: readonly string[];
  /** `POST`, `PUT` and `PATCH` require a JSON body by default, other methods do not. */
  body?: 'required' | 'optional';
}

/** Declares how a route departs from "JSON in, JSON out". */
export function HttpRoute(rules: HttpRouteRules): MethodDecorator {
  return RouteConfig({ ...rules });
}
