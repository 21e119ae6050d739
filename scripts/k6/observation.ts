import { httpRequest } from '../stack/http-request.ts';

/** What the system looked like from outside at one moment. */
export interface Sample {
  atMs: number;
  /** Orders that the backend has saved, by its own count. */
  saved: number;
  /** Orders that wait; undefined while the gateway does not say. */
  queued: number | undefined;
}

export interface WatchedUrls {
  backendUrl: string;
  gatewayUrl: string;
}

const INTERVAL_MS = 500;

/** Looks at the system until it is told to stop. */
export class Observation {
  readonly samples: Sample[] = [];
  private readonly urls: WatchedUrls;
  private readonly timer: NodeJS.Timeout;
  private isLooking = false;

  constructor(urls: WatchedUrls) {
    this.urls = urls;
    this.timer = setInterval(() => void this.look(), INTERVAL_MS);
  }

  stop(): Sample[] {
    clearInterval(this.timer);
    return this.samples;
  }

  /** One look at a time: what cannot answer now is not asked more often for it. */
  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      const saved = await this.saved();
      // Of the count, which rates are made of; the other answer may take its time.
      const atMs = Date.now();
      this.samples.push({ atMs, saved, queued: await this.queued() });
    } catch {
      // A gap in the samples; whoever reads them goes by their times.
    } finally {
      this.isLooking = false;
    }
  }

  private async saved(): Promise<number> {
    const { body } = await httpRequest(`${this.urls.backendUrl}/orders/count`);
    return (JSON.parse(body) as { count: number }).count;
  }

  private async queued(): Promise<number | undefined> {
    const { body } = await httpRequest(`${this.urls.gatewayUrl}/metrics`);
    return readGauge(body, 'sluice_queue_orders', 'state="queued"');
  }
}

/** One gauge of Prometheus' text; undefined when it is not there. */
export function readGauge(text: string, name: string, label: string): number | undefined {
  const line = text
    .split('\n')
    .find((it) => it.startsWith(`${name}{`) && it.includes(label) && !it.startsWith('#'));
  const value = Number(line?.split(' ').at(-1));
  return line === undefined || Number.isNaN(value) ? undefined : value;
}
