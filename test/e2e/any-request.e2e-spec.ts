import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { PROBLEM_CATALOGUE, type ProblemDocument } from '@sluice/contracts';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { type AnyRequest, anyRequest, describeRequest } from '../support/any-request/any-request';
import { readAnswers, type WireAnswer } from '../support/any-request/read-answers';
import { createKeyFile, type KeyFile } from '../support/api-keys';
import { eventually } from '../support/eventually';
import { newOrder, send } from './http-client';

const KEY = 'any-request-key-0123456789';
/** Longest that any of these requests may take; a request that waits for its rest is ended before. */
const HANG_MS = 5_000;
const PROBLEM = 'application/problem+json';

let keyFile: KeyFile;
let stack: Stack;
let host: string;
let ids: string[];

beforeAll(async () => {
  keyFile = await createKeyFile([{ client: 'any', key: KEY, roles: ['client', 'ops'] }]);
  const waits = { BRIDGE_DEFAULT_WAIT_MS: '20', BRIDGE_MAX_WAIT_MS: '20' };
  const env = { API_KEYS_FILE: keyFile.path, ...waits };
  stack = await startStack({ env, profile: 'steady' });
  host = new URL(stack.gatewayUrls[0]!).host;
  ids = [await endedOrder(), 'orders'];
}, 60_000);

afterAll(async () => {
  await stack.stop();
  await keyFile.remove();
}, 30_000);

async function endedOrder(): Promise<string> {
  const headers = { authorization: `Bearer ${KEY}` };
  const { body } = await send('POST', `http://${host}/v1/orders/sync`, newOrder(), headers);
  return String(body['id']);
}

const LIVE = () => `GET /health/live HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

/** Sends a request, and behind a whole one a question that has to be understood; reads to the end. */
async function exchange(request: AnyRequest): Promise<WireAnswer[]> {
  const port = Number(host.split(':')[1]);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const seen = { text: '', isOver: false };
  const end = () => (seen.isOver = true);
  socket.setEncoding('latin1').on('data', (text: string) => (seen.text += text));
  socket.on('error', end).on('close', end).on('end', end);
  await sendIn(socket, request);
  try {
    await eventually(() => expect(seen).toMatchObject({ isOver: true }), {
      timeoutMs: HANG_MS,
      intervalMs: 2,
    });
  } finally {
    socket.destroy();
  }
  return readAnswers(seen.text, [request.method]);
}

async function sendIn(socket: Socket, { bytes, cutAt, isWhole }: AnyRequest): Promise<void> {
  if (cutAt !== null) {
    socket.write(bytes.subarray(0, cutAt));
    // A moment on the wire of its own.
    await sleep(1);
  }
  socket.write(bytes.subarray(cutAt ?? 0));
  if (isWhole) socket.write(LIVE());
  else socket.end();
}

describe('any request at all', () => {
  it('is answered as promised, and leaves its connection as it should be', async () => {
    const seen: Record<string, number> = {};
    const settings = { host, key: `Authorization: Bearer ${KEY}\r\n`, ids };
    await fc.assert(
      fc.asyncProperty(anyRequest(settings), async (request) => {
        const answers = await exchange(request);
        try {
          judge(request, answers);
        } catch (error) {
          throw new Error(`${describeRequest(request)}\n${JSON.stringify(answers)}`, {
            cause: error,
          });
        }
        for (const { status } of answers) seen[status] = (seen[status] ?? 0) + 1;
      }),
      { numRuns: 2_000 },
    );
    // The generator still reaches what there is to be reached.
    for (const status of [200, 202, 400, 401, 404, 405, 406, 414, 415]) {
      expect(seen[status] ?? `no ${status} among ${JSON.stringify(seen)}`).toBeGreaterThan(0);
    }
  }, 120_000);
});

function judge(request: AnyRequest, answers: WireAnswer[]): void {
  for (const answer of answers)
    judgeAnswer(answer, request.method === 'HEAD' && answer === answers[0]);
  if (!request.isWhole) return;
  const [own, next] = answers;
  expect(own).toBeDefined();
  const isClosed = own!.headers['connection'] === 'close';
  // The question behind it is neither swallowed nor taken for a part of it.
  if (isClosed) expect(answers).toHaveLength(1);
  else
    expect(next).toMatchObject({
      status: 200,
      body: expect.stringContaining('"status"') as string,
    });
}

function judgeAnswer({ status, headers, body }: WireAnswer, isHead: boolean): void {
  expect(headers['x-correlation-id']).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
  if (status < 400) return;
  expect(status < 500 || status === 503).toBe(true);
  expect(headers['content-type']).toBe(PROBLEM);
  if (isHead) return;
  const problem = JSON.parse(Buffer.from(body, 'latin1').toString()) as ProblemDocument;
  expect(problem).toMatchObject({ status, correlationId: headers['x-correlation-id'] });
  expect(PROBLEM_CATALOGUE[problem.code].status).toBe(status);
  if (status === 405) expect(headers['allow']).toBeTruthy();
  if (status === 503) expect(headers['retry-after']).toBeTruthy();
}
