import { connect } from 'node:net';
import { sampleOrderText } from '../measure/sample-order.ts';

const ANSWER_TIMEOUT_MS = 60_000;

/**
 * Opens so many connections in one go, sends an order over each and gives the time from the wish to
 * connect until the answer, in ms.
 * @throws Error when an order was not accepted: it would have been answered sooner
 */
export async function openFresh(url: string, count: number, prefix: string): Promise<number[]> {
  const requests = Array.from({ length: count }, (_, index) =>
    requestText(url, `${prefix}-${index}`),
  );
  return Promise.all(requests.map((request) => timeToAnswer(url, request)));
}

function requestText(url: string, orderNumber: string): string {
  const { host, pathname } = new URL(url);
  const body = sampleOrderText(orderNumber);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function timeToAnswer(url: string, request: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const startedAtMs = performance.now();
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error('no answer within 60 s')));
    socket.once('error', reject);
    socket.once('data', (answer: Buffer) => {
      const tookMs = performance.now() - startedAtMs;
      socket.destroy();
      const [statusLine = ''] = answer.toString('latin1').split('\r\n', 1);
      if (statusLine.startsWith('HTTP/1.1 202')) resolve(tookMs);
      else reject(new Error(`a fresh connection was answered "${statusLine}"`));
    });
  });
}
