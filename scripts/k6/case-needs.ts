import { httpRequest } from '../stack/http-request.ts';
import type { Place } from './case-stack.ts';
import type { SuiteCase } from './suite.model.ts';

/** What can be seen of a running system's settings from outside; the others it keeps to itself. */
export type VisibleSettings = Readonly<Record<string, string>>;

/**
 * What a case needs that a given system has not got, or is not known to have. A case with unmet needs
 * is not run: it would fail over somebody's settings and say nothing of what it asks.
 *
 * @param isTrusted whether somebody vouches for what cannot be seen
 */
export function unmetNeeds(
  { stack, needs }: Pick<SuiteCase, 'stack' | 'needs'>,
  { visible, hasBackend, isTrusted }: KnownOfPlace,
): string[] {
  if (!needs) return [];
  const settings = needs.settings.flatMap((name) => {
    const wanted = stack.env?.[name];
    const seen = visible[name];
    return seen === undefined || seen === wanted ? [] : [`needs ${name}=${wanted}, it is ${seen}`];
  });
  const unseen = needs.settings.filter((name) => visible[name] === undefined);
  const profile = needs.profile && !hasBackend ? ['needs a mock backend: set BACKEND_URL'] : [];
  return [...settings, ...(isTrusted ? [] : vouchFor(unseen, stack.env)), ...profile];
}

function vouchFor(names: readonly string[], env: Record<string, string> = {}): string[] {
  if (names.length === 0) return [];
  const wanted = names.map((name) => `${name}=${env[name]}`).join(', ');
  return [`needs ${wanted}, which cannot be seen from outside: --fits vouches for it`];
}

export interface KnownOfPlace {
  visible: VisibleSettings;
  hasBackend: boolean;
  isTrusted: boolean;
}

interface Health {
  details?: { syncPool?: { capacity?: number } };
}

interface Queue {
  workers?: { limiter?: { concurrency?: number } }[];
}

/** Asks the gateway; what it does not tell is left out. */
export async function visibleSettings({ gatewayUrl }: Place): Promise<VisibleSettings> {
  const health = (await ask(`${gatewayUrl}/health`)) as Health | undefined;
  const queue = (await ask(`${gatewayUrl}/v1/queues/orders`)) as Queue | undefined;
  const atOnce = queue?.workers?.map(({ limiter }) => limiter?.concurrency ?? NaN);
  const found: [string, number | undefined][] = [
    ['SYNC_MAX_IN_FLIGHT', health?.details?.syncPool?.capacity],
    ['ORDER_CONCURRENCY', atOnce?.reduce((sum, one) => sum + one, 0)],
  ];
  return Object.fromEntries(
    found.flatMap(([name, value]) => (Number.isFinite(value) ? [[name, String(value)]] : [])),
  );
}

async function ask(url: string): Promise<unknown> {
  const key = process.env['API_KEY'];
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  try {
    return JSON.parse((await httpRequest(url, { headers, timeoutMs: 5_000 })).body);
  } catch {
    return undefined;
  }
}
