import { httpRequest } from '../../scripts/stack/http-request.ts';
import type { Stack } from '../../scripts/stack/stack.ts';

export const WAYS = ['inline', 'batch', 'queue'] as const;

export type Way = (typeof WAYS)[number];

/** One organization that turned custom SSO off. */
export interface UnlinkingRun {
  way: Way;
  members: number;
  /** Until the answer to the change. */
  answerMs: number;
  /** Until the last member was unlinked, from the same start. */
  unlinkedMs: number;
}

const TURN_OFF = { op: 'replace', path: '/allow-custom-sso', value: false };
const POLL_INTERVAL_MS = 2;
const ANSWER_TIMEOUT_MS = 60_000;

let serial = 0;

/**
 * Makes an organization, turns custom SSO off and waits for the last member.
 * @throws Error when an answer is not what it should be, or a member was unlinked twice
 */
export async function unlinkOnce(stack: Stack, way: Way, members: number): Promise<UnlinkingRun> {
  const [gatewayUrl = ''] = stack.gatewayUrls;
  const id = `bench-${(serial += 1)}`;
  const url = `${gatewayUrl}/v1/organizations/${id}`;
  const ids = Array.from({ length: members }, (_, index) => `${id}-${index}`);
  await ask(`${stack.backendUrl}/auth/unlinked`, 'DELETE');
  await ask(url, 'PUT', { name: 'Bench', allowCustomSso: true, members: ids });
  const startedAtMs = performance.now();
  const changed = await ask(`${url}?unlink=${way}`, 'PATCH', TURN_OFF);
  const answerMs = performance.now() - startedAtMs;
  await ended(`${gatewayUrl}${String(changed['unlinking'])}`);
  const unlinkedMs = performance.now() - startedAtMs;
  await checkEachOnce(stack, members);
  return { way, members, answerMs, unlinkedMs };
}

async function ended(url: string): Promise<void> {
  while ((await ask(url, 'GET'))['status'] !== 'completed') {
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}

async function checkEachOnce({ backendUrl }: Stack, members: number): Promise<void> {
  const counts = await ask(`${backendUrl}/auth/unlinked/count`, 'GET');
  if (counts['count'] === members && counts['deliveries'] === members) return;
  throw new Error(`${members} members were to be unlinked, it was ${JSON.stringify(counts)}`);
}

async function ask(url: string, method: string, json?: object): Promise<Record<string, unknown>> {
  const { status, body } = await httpRequest(url, {
    method,
    timeoutMs: ANSWER_TIMEOUT_MS,
    ...(json ? { json } : {}),
  });
  if (status >= 300) throw new Error(`${method} ${url} was answered ${status}: ${body}`);
  return body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
}
