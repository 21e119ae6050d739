/** One answer, read whole. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

let serial = 0;

/** A valid order with a number of its own. */
export function newOrder(changes: object = {}): Record<string, unknown> & { orderNumber: string } {
  return {
    orderNumber: `E2E-${process.pid}-${++serial}`,
    items: [{ sku: 'book', quantity: 2, unitPrice: 1250 }],
    ...changes,
  };
}

/** Sends JSON (or text as it is) and reads the answer's JSON. */
export async function send(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}
