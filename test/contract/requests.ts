import { newOrder } from '../e2e/http-client';
import type { DocumentedCall } from './contract';
import type { Exchange, Sent } from './exchange';
import { pathOf, stage } from './stage';

export const INTAKES = ['/v1/orders', '/v1/orders/sync', '/v1/orders/async', '/v1/orders/batch'];
export const ORDER_INTAKES = INTAKES.slice(0, 3);
export const QUEUED_INTAKES = ['/v1/orders', '/v1/orders/async', '/v1/orders/batch'];

export const codeOf = ({ body }: Exchange): string | undefined =>
  (JSON.parse(body) as { code?: string }).code;

export const key = (text: string): Record<string, string> => ({ 'idempotency-key': `"${text}"` });

/** What a call takes. */
export function bodyFor(path: string): object {
  if (path.endsWith('/limiter')) return { concurrency: 16 };
  if (path.startsWith('/v1/organizations')) {
    return { name: 'Acme', allowCustomSso: true, members: [] };
  }
  return path.endsWith('/batch') ? { orders: [newOrder()] } : newOrder();
}

/** Sends the same to every documented call. */
export async function eachCall(
  ask: (call: DocumentedCall, path: string) => Promise<Exchange | undefined>,
  status: number,
): Promise<void> {
  const answers: string[] = [];
  for (const call of stage().contract.calls) {
    const answer = await ask(call, pathOf(call));
    if (answer) answers.push(`${call.id} ${answer.status}`);
  }
  expect(answers.filter((it) => !it.endsWith(` ${status}`))).toEqual([]);
  expect(answers.length).toBeGreaterThan(0);
}

export const takesBody = ({ responses }: DocumentedCall): boolean => '413' in responses;

export const isGuarded = ({ responses }: DocumentedCall): boolean => '401' in responses;

/** What a call needs to get past its first checks. */
export function wellFormed(call: DocumentedCall, path: string): Sent {
  const patch = { op: 'test', path: '/name', value: 'Acme' };
  const content = call.id === 'patchOrganization' ? patch : bodyFor(path);
  const body = takesBody(call) ? { body: JSON.stringify(content) } : {};
  return { method: call.method, path, headers: stage().keyFor(path), ...body };
}
