import { routeAccessOf } from './route-access';

describe('what a route asks for', () => {
  it.each([
    ['/v1/orders', 'client'],
    ['/v1/orders/:id/events', 'client'],
    ['/v1/organizations/:id', 'client'],
    ['/v1/queues', 'ops'],
    ['/v1/queues/:name/pause', 'ops'],
    ['/v1/queues-of-mine', 'client'],
    ['/admin/queues', 'ops'],
    ['/admin/queues/api/queues', 'ops'],
    ['/health', 'open'],
    ['/health/ready', 'open'],
    ['/metrics', 'open'],
    ['/docs/openapi.json', 'open'],
    ['/healthy', 'ops'],
    ['/', 'ops'],
    ['*', 'ops'],
  ])('%s: %s', (url, role) => expect(routeAccessOf(url).role).toBe(role));

  it('takes a log-in window for the board only', () => {
    expect(routeAccessOf('/admin/queues/static/*').takesBasic).toBe(true);
    expect(routeAccessOf('/v1/queues/:name/pause').takesBasic).toBe(false);
  });
});
