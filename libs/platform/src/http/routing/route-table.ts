/** Methods with which the routes of an app answer, for `Allow`. */
export class RouteTable {
  private readonly literal = new Map<string, Set<string>>();
  private readonly parametric = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  /** Takes a route in; `url` in Fastify's syntax (`/orders/:id`, `/docs/*`). */
  add(methods: readonly string[], url: string): void {
    const known = isLiteral(url) ? this.literalMethods(url) : this.parametricMethods(url);
    for (const method of methods) known.add(method.toUpperCase());
  }

  /**
   * The methods that the resource under a path knows, `OPTIONS` included; undefined where there is
   * no resource. A literal path is a resource of its own, whatever patterns fit it too.
   */
  allowedFor(path: string): string[] | undefined {
    const methods = this.literal.get(path) ?? this.fittingMethods(path);
    return methods && allowed(methods);
  }

  /** The methods of all resources together, for what asks about the server as a whole. */
  allowedAnywhere(): string[] {
    const sets = [...this.literal.values(), ...[...this.parametric.values()].map((r) => r.methods)];
    return allowed(new Set(sets.flatMap((methods) => [...methods])));
  }

  /** Methods that a pattern would answer on a literal path which does not know them itself. */
  shadows(): { url: string; methods: string[] }[] {
    return [...this.literal].map(([url, methods]) => ({
      url,
      methods: [...(this.fittingMethods(url) ?? [])].filter((method) => !methods.has(method)),
    }));
  }

  private literalMethods(url: string): Set<string> {
    return getOrSet(this.literal, url, () => new Set());
  }

  private parametricMethods(url: string): Set<string> {
    const route = () => ({ pattern: patternOf(url), methods: new Set<string>() });
    return getOrSet(this.parametric, url, route).methods;
  }

  private fittingMethods(path: string): Set<string> | undefined {
    const fitting = [...this.parametric.values()].filter(({ pattern }) => pattern.test(path));
    if (fitting.length === 0) return undefined;
    return new Set(fitting.flatMap(({ methods }) => [...methods]));
  }
}

const isLiteral = (url: string): boolean => !/[:*]/.test(url);

const allowed = (methods: ReadonlySet<string>): string[] =>
  [...new Set([...methods, 'OPTIONS'])].sort();

/** Approximates the router: a parameter is one segment or, with its own pattern, part of one. */
function patternOf(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+(\\\(.*?\\\))?/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}

function getOrSet<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
