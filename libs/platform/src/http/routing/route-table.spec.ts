import { RouteTable } from './route-table';

function tableOf(routes: Record<string, string[]>): RouteTable {
  const table = new RouteTable();
  for (const [url, methods] of Object.entries(routes)) table.add(methods, url);
  return table;
}

describe('RouteTable', () => {
  const table = tableOf({
    '/orders': ['POST'],
    '/orders/sync': ['POST'],
    '/orders/:id': ['GET', 'head', 'DELETE'],
    '/orders/:id/events': ['GET'],
    '/files/:name.txt': ['GET'],
    '/docs/*': ['GET'],
  });

  it.each([
    ['/orders', ['OPTIONS', 'POST']],
    ['/orders/sync', ['OPTIONS', 'POST']],
    ['/orders/7', ['DELETE', 'GET', 'HEAD', 'OPTIONS']],
    ['/orders/7/events', ['GET', 'OPTIONS']],
    ['/files/a.txt', ['GET', 'OPTIONS']],
    ['/docs/a/b.css', ['GET', 'OPTIONS']],
  ])('knows the methods of %s', (path, methods) => {
    expect(table.allowedFor(path)).toEqual(methods);
  });

  it.each(['/', '/orders/', '/orders/7/', '/order', '/files/aXtxt', '/__proto__', '*'])(
    'knows nothing under %s',
    (path) => expect(table.allowedFor(path)).toBeUndefined(),
  );

  it('adds up the methods of one path, and of all', () => {
    const split = tableOf({ '/a': ['GET'] });
    split.add(['PUT'], '/a');
    expect(split.allowedFor('/a')).toEqual(['GET', 'OPTIONS', 'PUT']);
    expect(table.allowedAnywhere()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST']);
  });

  it('finds the methods that a pattern would take from a literal path', () => {
    expect(table.shadows()).toEqual([
      { url: '/orders', methods: [] },
      { url: '/orders/sync', methods: ['GET', 'HEAD', 'DELETE'] },
    ]);
  });
});
