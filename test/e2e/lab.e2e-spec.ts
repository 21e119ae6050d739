import type { Browser, Locator, Page } from 'playwright-core';
import { setProfile, type Stack, startStack } from '../../scripts/stack/stack.ts';
import { createKeyFile, type KeyFile } from '../support/api-keys';
import { eventually } from '../support/eventually';
import { describeInBrowser, type LabVisit, openBrowser, visitLab } from './lab-browser';
import { send } from './http-client';

const KEY = 'lab-client-key-0123456789';

describeInBrowser('the lab in a browser', () => {
  let stack: Stack;
  let browser: Browser;
  let visit: LabVisit;
  let page: Page;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await stack.stop();
  }, 30_000);

  beforeEach(async () => {
    visit = await visitLab(browser, stack.gatewayUrls[0]!);
    page = visit.page;
  });

  afterEach(async () => {
    const { origin } = new URL(stack.gatewayUrls[0]!);
    await page.close();
    expect(visit.complaints).toEqual([]);
    expect(visit.requests.filter((url) => new URL(url).origin !== origin)).toEqual([]);
  });

  const says = (locator: Locator, text: RegExp | string) =>
    eventually(
      async () => expect((await locator.innerText()).replaceAll('\u00a0', ' ')).toMatch(text),
      { timeoutMs: 15_000 },
    );

  const outcome = async (panel: string, mark: string): Promise<number> =>
    Number(await page.locator(`#${panel} [data-outcome="${mark}"]`).innerText());

  const outcomes = async (panel: string, ...marks: string[]): Promise<number[]> =>
    Promise.all(marks.map((mark) => outcome(panel, mark)));

  it('begins idle, and plays sample A: 200 on one side, 202 and 200 on the other', async () => {
    const sample = page.locator('#sample-a');
    expect(await sample.getByText('Idle', { exact: true }).count()).toBe(6);
    await sample.getByLabel('Speed').selectOption('10');
    await sample.getByRole('button', { name: 'Run both' }).click();
    await says(page.locator('#sample-a-sync .result'), 'HTTP 200 after 12 s.');
    await says(
      page.locator('#sample-a-async .result'),
      'HTTP 202 at once, then HTTP 200 with the result after 15 s, asked for 3 times.',
    );
    await says(page.locator('#sample-a-sync'), /Gateway hold time\s+12\.0 s[^]+Yes, for 12\.0 s/);
    await says(page.locator('#sample-a-async'), /UI blocked\?\s+No/);
  });

  it('plays sample B: 504 while the backend goes on, 202 and 200 on the other side', async () => {
    const sample = page.locator('#sample-b');
    await sample.getByLabel('Speed').selectOption('Infinity');
    await sample.getByRole('button', { name: 'Run synchronous side' }).click();
    await says(page.locator('#sample-b-sync .result'), /HTTP 504 Gateway Timeout after 30 s;/);
    await says(page.locator('#sample-b-sync'), 'Done, too late');
    expect(await page.locator('#sample-b-async').getByText('Idle', { exact: true }).count()).toBe(
      3,
    );
    await sample.getByRole('button', { name: 'Run asynchronous side' }).click();
    await says(page.locator('#sample-b-async .result'), /HTTP 202 at once, then HTTP 200/);
  });

  const runBurst = async (preset: string, speed = 'Infinity') => {
    const load = page.locator('#load');
    await load.getByRole('button', { name: preset, exact: true }).click();
    await load.getByLabel('Speed').selectOption(speed);
    await load.getByRole('button', { name: 'Run the burst' }).click();
    for (const side of ['sync', 'async']) {
      await says(page.locator(`#load-${side} .status-line`), 'Status: Finished');
    }
  };

  it('plays the burst to its known end, and says what it shows', async () => {
    await runBurst('The burst', '60');
    expect(await outcomes('load-sync', 'good', 'timed-out', 'refused')).toEqual([30, 10, 110]);
    expect(await outcomes('load-async', 'good', 'expired', 'refused')).toEqual([90, 60, 0]);
    await says(page.locator('#load-sync'), /Analysis\s+All 40 threads were held/);
    await says(page.locator('#load-async'), /Analysis\s+All 150 calls got a 202/);
    expect(await page.locator('#load-sync .mark-good, #load-async .mark-good').count()).toBe(122);
  });

  it('fails its health check while all threads are held, on one side only', async () => {
    const load = page.locator('#load');
    await load.getByLabel('Speed').selectOption('5');
    await load.getByRole('button', { name: 'Run the burst' }).click();
    await says(page.locator('#load-sync .health-check'), 'fails (503)');
    await says(page.locator('#load-async .health-check'), 'passes (200)');
    await load.getByRole('button', { name: 'Stop' }).click();
    await says(page.locator('#load-sync .status-line'), 'Status: Idle');
  });

  it.each([
    ['Backend at 35 s', [0, 40, 110], undefined],
    ['514 calls', [30, 10, 474], [514, 0, 0]],
    ['TTL of 30 s', [30, 10, 110], [45, 105, 0]],
    ['Room for 100', [30, 10, 110], [90, 25, 35]],
  ])('knows the case "%s"', async (preset, sync, async) => {
    await runBurst(preset);
    expect(await outcomes('load-sync', 'good', 'timed-out', 'refused')).toEqual(sync);
    if (async) expect(await outcomes('load-async', 'good', 'expired', 'refused')).toEqual(async);
  });

  it('takes other numbers, and none that make no sense', async () => {
    const ttl = page.getByLabel('Queue TTL');
    await ttl.fill('30');
    await runBurst('TTL of 30 s');
    await ttl.fill('-4');
    expect(await ttl.getAttribute('aria-invalid')).toBe('true');
    await ttl.blur();
    expect(await ttl.inputValue()).toBe('30');
  });

  it('submits real orders both ways and sees them through', async () => {
    await says(page.locator('#live .health'), /answers 200[^]+Queued\s+0/);
    await page.getByLabel('Orders on each side').fill('20');
    for (const side of ['sync', 'async']) {
      await page.locator(`#live-${side}`).getByRole('button').click();
    }
    for (const side of ['sync', 'async']) {
      await says(page.locator(`#live-${side} .status-line`), 'Finished');
    }
    expect(await outcomes('live-sync', 'sent', '200 completed')).toEqual([20, 20]);
    expect(await outcomes('live-async', 'sent', 'completed')).toEqual([20, 20]);
    await says(page.locator('#live-async .latencies'), /Client has an answer\s+\d+ ms/);
    const { body } = await send('GET', `${stack.backendUrl}/orders/count`);
    expect(body['count']).toBe(40);
  });

  it('shows what a slow backend does to either side, and can be stopped', async () => {
    await setProfile(stack.backendUrl, 'slow');
    await page.getByLabel('Orders on each side').fill('40');
    await page.locator('#live-async').getByRole('button').click();
    await says(page.locator('#live-async'), /queued\s+24\s/);
    await says(page.locator('#live .tiles'), /Queued\s+24\s/);
    await page.locator('#live-async').getByRole('button', { name: 'Stop' }).click();
    await says(page.locator('#live-async .status-line'), 'Finished');
    await page.locator('#live-sync').getByRole('button').click();
    await says(page.locator('#live-sync'), /open\s+6\s/);
    await says(page.locator('#live .health-state'), 'gets no answer');
    await page.locator('#live-sync').getByRole('button', { name: 'Stop' }).click();
    await says(page.locator('#live .health-state'), 'answers 200');
    await setProfile(stack.backendUrl, 'steady');
  });

  it('can be used by keyboard, on a narrow screen, without motion', async () => {
    await page.close();
    visit = await visitLab(browser, stack.gatewayUrls[0]!, {
      width: 360,
      colorScheme: 'dark',
      reducedMotion: 'reduce',
    });
    page = visit.page;
    const tooWide = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(await page.evaluate(tooWide)).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^Skip to/);
    await page.locator('#load').getByRole('button', { name: 'Run the burst' }).focus();
    await page.keyboard.press('Enter');
    await says(page.locator('#load-async .status-line'), 'Finished');
    expect(await outcomes('load-async', 'good', 'expired')).toEqual([90, 60]);
    expect(await page.evaluate(tooWide)).toBe(0);
  });

  describe('at a gateway with keys', () => {
    let keyFile: KeyFile;
    let guarded: Stack;

    beforeAll(async () => {
      keyFile = await createKeyFile([{ client: 'lab', key: KEY, roles: ['client'] }]);
      const { redisUrl, backendUrl } = stack;
      const env = { API_KEYS_FILE: keyFile.path };
      guarded = await startStack({ redisUrl, backendUrl, workers: 0, env });
    }, 60_000);

    afterAll(async () => {
      await guarded.stop();
      await keyFile.remove();
    }, 30_000);

    it('says that a key is wanted, and takes it', async () => {
      const other = await visitLab(browser, guarded.gatewayUrls[0]!);
      const side = other.page.locator('#live-async');
      await side.getByRole('button').click();
      await says(side, 'This gateway wants an API key');
      await other.page.getByLabel('API key').fill(KEY);
      await other.page.getByLabel('Orders on each side').fill('3');
      await side.getByRole('button').click();
      await says(side, /completed\s+3/);
      // The browser itself writes down each answer 401.
      expect(other.complaints.filter((it) => !it.includes('401'))).toEqual([]);
      await other.page.close();
    });
  });
});
