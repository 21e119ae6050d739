import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HistoryLog, readHistory } from '../history/history-log.ts';
import { RunClock } from '../history/run-clock.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { HttpCaller } from './http-caller.ts';
import { LagMeter } from './lag-meter.ts';
import { OrderClient } from './order-client.ts';
import { PatientSubmitter } from './patient-submitter.ts';

const ID = '00000a11-1111-8111-8111-111111111111';

describe('PatientSubmitter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-submitter-'));
  const tools = {
    caller: new HttpCaller(),
    log: new HistoryLog(join(folder, 'history.ndjson')),
    clock: new RunClock(),
    lag: new LagMeter(),
  };
  const received: { url: string | undefined; key: unknown; body: string }[] = [];
  const answers: (number | 'break')[] = [];
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ url: request.url, key: request.headers['idempotency-key'], body });
        const answer = answers.shift();
        if (answer === 'break') return void request.socket.resetAndDestroy();
        response.writeHead(answer ?? 500, { location: `/v1/orders/${ID}` }).end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    tools.log.close();
    tools.lag.stop();
    await tools.caller.close();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('sends the very same request again until it is answered for good, and logs each', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new OrderClient([url], tools);
    let observed = 0;
    const answered = () => void (observed += 1);
    const { signal } = new AbortController();
    const submitter = new PatientSubmitter(client, new SeededRandom(1), { answered }, signal);
    answers.push(503, 'break', 202);
    const submission = {
      path: 'async',
      orderNumber: 'A',
      body: '{"a":1}',
      idempotencyKey: 'k',
    } as const;
    expect(await submitter.submit(0, submission)).toBe(ID);
    expect(new Set(received.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(received[0]).toEqual({ url: '/v1/orders/async', key: '"k"', body: '{"a":1}' });
    expect(observed).toBe(3);
    tools.log.flush();
    const outcomes = readHistory(join(folder, 'history.ndjson')).map((event) =>
      event.kind === 'submit' ? event.outcome : undefined,
    );
    expect(outcomes).toMatchObject([{ status: 503 }, { failure: 'broken' }, { status: 202 }]);
  });
});
