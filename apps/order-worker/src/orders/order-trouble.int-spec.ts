import { eventually } from '../../../../test/support/eventually';
import { reply, savesAfter, type StubAnswer } from '../testing/stub-backend';
import { WorkerHarness } from '../testing/worker-harness';

const GOOD = 1_000;
const BAD = 20;
const SETTINGS = { ORDER_CONCURRENCY: '16', BACKEND_TIMEOUT_MS: '150', RETRY_BASE_MS: '200' };

/** Of the rate without them: a quarter of the slots may be on orders that failed before. */
const LEAST_SHARE = 0.7;

describe('orders that the backend cannot do, among others', () => {
  let harness: WorkerHarness;

  let without: number;

  beforeAll(async () => {
    harness = await WorkerHarness.start();
    without = await goodPerSecond(undefined);
    await harness.clear();
  }, 60_000);
  afterEach(() => harness.clear());
  afterAll(() => harness.stop());

  /** Good orders answered per second, with bad ones before and between them. */
  async function goodPerSecond(trouble: StubAnswer | undefined): Promise<number> {
    const good = savesAfter(50);
    const isBad = (body: string) => body.includes('"bad"');
    harness.backend.answer = (response, call, nth) =>
      (isBad(call.body) && trouble ? trouble : good)(response, call, nth);
    const bad = { orderJson: '{"bad":true}' };
    if (trouble) await harness.submit(BAD - 4, bad);
    const ids = await harness.submit(GOOD / 2);
    if (trouble) await harness.submit(4, bad);
    ids.push(...(await harness.submit(GOOD / 2)));
    const worker = await harness.worker(SETTINGS);
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: GOOD }), {
      timeoutMs: 30_000,
      intervalMs: 50,
    });
    await worker.stop();
    const arrivals = harness.backend.calls.filter(({ body }) => !isBad(body));
    const spanMs = (arrivals.at(-1)?.atMs ?? 0) - (harness.backend.calls[0]?.atMs ?? 0);
    return GOOD / (spanMs / 1_000);
  }

  const TROUBLES: [string, StubAnswer][] = [
    ['answers 500 to', (response) => reply(response, 500, {})],
    ['answers 429 to', (response) => reply(response, 429, {})],
    ['hangs over', () => undefined],
    ['answers garbage to', (response) => void response.writeHead(302).end('moved')],
  ];

  it.each(TROUBLES)(
    'do not stop those: a backend that %s twenty of them',
    async (_name, trouble) => {
      const withTrouble = await goodPerSecond(trouble);
      expect(withTrouble / without).toBeGreaterThan(LEAST_SHARE);
    },
    60_000,
  );

  it('go on being tried while good ones wait', async () => {
    harness.backend.answer = (response, call, nth) => {
      if (call.body.includes('"bad"') && nth < 400) return reply(response, 500, {});
      savesAfter(10)(response, call, nth);
    };
    const bad = await harness.submit(5, { orderJson: '{"bad":true}' });
    await harness.submit(800);
    await harness.worker({ ...SETTINGS, RETRY_CAP_MS: '300' });
    await eventually(async () => expect(await harness.statuses(bad)).toEqual({ completed: 5 }), {
      timeoutMs: 15_000,
    });
  }, 30_000);

  it('do not wear the breaker out: a backend that comes back is found at once', async () => {
    let isDown = true;
    harness.backend.answer = (response, call, nth) =>
      isDown ? reply(response, 503, {}) : savesAfter(5)(response, call, nth);
    const ids = await harness.submit(200);
    await harness.worker(SETTINGS);
    await eventually(() => expect(harness.backend.calls.length).toBeGreaterThanOrEqual(24));
    await expect(
      eventually(() => expect(harness.backend.calls.length).toBeGreaterThan(100), {
        timeoutMs: 1_500,
      }),
    ).rejects.toThrow();
    isDown = false;
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 200 }), {
      timeoutMs: 20_000,
    });
  }, 40_000);
});
