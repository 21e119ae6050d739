import { UsageError } from '../../bench/measure/cli-options.ts';
import { httpRequest } from '../stack/http-request.ts';
import type { Place } from './case-stack.ts';

/** Where `npm start` has its backend. */
const LOCAL_BACKEND = 'http://127.0.0.1:3002';

/**
 * Somebody's running system, by `BASE_URL`; undefined when none is given. On this machine its backend
 * is looked for at the usual port.
 *
 * @throws UsageError when nobody answers there: every check would fail, and say nothing
 */
export async function givenPlace(env: NodeJS.ProcessEnv): Promise<Place | undefined> {
  const gatewayUrl = withoutEnd(env['BASE_URL']);
  if (gatewayUrl === undefined) return undefined;
  if (!URL.canParse(gatewayUrl)) throw new UsageError(`BASE_URL is no address: ${gatewayUrl}`);
  if (!(await answers(`${gatewayUrl}/health/live`))) {
    throw new UsageError(`BASE_URL: no gateway answers at ${gatewayUrl}/health/live`);
  }
  return { gatewayUrl, backendUrl: await backendOf(gatewayUrl, env), stack: undefined };
}

async function backendOf(gatewayUrl: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const given = withoutEnd(env['BACKEND_URL']);
  if (given === undefined) {
    const hasLocal = isLocal(gatewayUrl) && (await answers(`${LOCAL_BACKEND}/orders/count`));
    return hasLocal ? LOCAL_BACKEND : undefined;
  }
  if (await answers(`${given}/orders/count`)) return given;
  throw new UsageError(`BACKEND_URL: no ledger answers at ${given}/orders/count`);
}

function isLocal(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

function withoutEnd(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '') || undefined;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await httpRequest(url, { timeoutMs: 5_000 })).status === 200;
  } catch {
    return false;
  }
}
