import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/stack/chromium-binary.ts';

/** Headless, and asks nobody for anything by itself. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a request ends with that the page itself gave up. */
const GIVEN_UP = 'net::ERR_ABORTED';

/** A page of the lab, with everything about it that must not be. */
export interface LabVisit {
  page: Page;
  /** Errors in the console, violated policies among them; failed requests. */
  complaints: string[];
  /** Everything that was asked for. */
  requests: string[];
}

export interface VisitOptions {
  width?: number;
  colorScheme?: 'light' | 'dark';
  reducedMotion?: 'reduce' | 'no-preference';
}

/** A laptop without a browser skips what needs one, for all to see. */
export const describeInBrowser = findChromium() === undefined ? describe.skip : describe;

/** @throws Error where there is no Chromium */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium on the PATH.');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** Opens the lab of a gateway and waits until it can be used. */
export async function visitLab(
  browser: Browser,
  gatewayUrl: string,
  { width = 1280, ...look }: VisitOptions = {},
): Promise<LabVisit> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, ...look });
  const visit: LabVisit = { page, complaints: [], requests: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) visit.complaints.push(message.text());
  });
  page.on('pageerror', (error) => visit.complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== GIVEN_UP) visit.complaints.push(`${reason}: ${request.url()}`);
  });
  page.on('request', (request) => visit.requests.push(request.url()));
  await page.goto(`${gatewayUrl}/lab`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return visit;
}
