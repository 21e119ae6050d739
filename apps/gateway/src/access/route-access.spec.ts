import { routeAccessOf } from './route-access';

describe('what a route asks for', () => {
  it.each([
    ['/v1/orders', 'client'],
    ['/v1/orders/:id/events', 'client'],
    ['/v1/organizations/:id', 'client'],
    ['/v1/queues', 'ops'],
    ['/v1/queues/:name/pause', 'ops'],
    ['/v1/queues-of-mine', 'client'],
    ['/admin', 'ops'],
    ['/health', 'open'],
    ['/health/ready', 'open'],
    ['/metrics', 'open'],
    ['/docs/openapi.json', 'open'],
    ['/healthy', 'ops'],
    ['/', 'ops'],
    ['*', 'ops'],
  ])('%s: %s', (url, role) => expect(routeAccessOf(url)).toBe(role));
});
