import type { OrderResponse } from '../contract.ts';

/** One request as the fake gateway got it. */
export interface SeenRequest {
  method: string;
  url: string;
  headers: Headers;
  body: string | undefined;
  /** By the monotonic clock, in ms. */
  atMs: number;
}

type Reply = (request: SeenRequest, signal: AbortSignal) => Response | Promise<Response>;

/** A `fetch` that gives prepared answers, one after the other, the last one for ever. */
export class FakeGateway {
  readonly seen: SeenRequest[] = [];

  constructor(private readonly replies: Reply[]) {}

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const request = {
      method: init?.method ?? 'GET',
      url: input instanceof Request ? input.url : input.toString(),
      headers,
      body: init?.body as string | undefined,
      atMs: performance.now(),
    };
    this.seen.push(request);
    const reply = this.replies[Math.min(this.seen.length, this.replies.length) - 1]!;
    return reply(request, init!.signal!);
  };
}

/** An order as the gateway answers it. */
export function someOrder(changes: Partial<OrderResponse> = {}): OrderResponse {
  return {
    id: 'o-1',
    orderNumber: 'A-1',
    status: 'queued',
    acceptedAt: '2026-01-05T09:30:00.000Z',
    updatedAt: '2026-01-05T09:30:00.000Z',
    expiresAt: null,
    attempts: 0,
    links: { self: '/v1/orders/o-1', events: '/v1/orders/o-1/events' },
    ...changes,
  };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });

export const problem = (
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Reply => json(status, { code, status, detail: code, correlationId: 'c-1', ...more }, headers);

export const noAnswer: Reply = () => Promise.reject(new TypeError('fetch failed'));

/** Never answers by itself. */
export const hanging: Reply = (_request, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

/** A stream of these pieces that then ends, breaks, or stays open and silent. */
export const events =
  (pieces: string[], end: 'ends' | 'breaks' | 'hangs' = 'ends'): Reply =>
  (_request, signal) => {
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(encoder.encode(piece));
        if (end === 'ends') controller.close();
        signal.addEventListener('abort', () => controller.error(signal.reason));
      },
      pull(controller) {
        if (end === 'breaks') controller.error(new TypeError('terminated'));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };

export const statusEvent = (id: string, order: OrderResponse): string =>
  `id: ${id}\nevent: status\ndata: ${JSON.stringify(order)}\n\n`;
