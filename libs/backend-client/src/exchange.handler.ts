import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { endingOfFailure, type Exchange, type ExchangeEnding, saysDone } from './exchange';

export interface ExchangeCaps {
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** From the response's head to the end of a body that matters: of a 2xx. */
  readonly bodyTimeMs: number;
  /** The same for a body that merely explains a status. */
  readonly explanationTimeMs: number;
  readonly bodyBytes: number;
}

/**
 * Follows one request through undici. It resolves exactly once, at the latest when the time is over,
 * whatever the peer does; a request that is still waiting for a connection then is never written.
 */
export class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly done: Promise<Exchange>;
  private resolveDone!: (exchange: Exchange) => void;
  private controller: Dispatcher.DispatchController | undefined;
  private ended = false;
  private status: number | undefined;
  private retryAfter: string | undefined;
  private chunks: Buffer[] = [];
  private bytes = 0;
  private readonly deadlineMs: number;
  private timer: NodeJS.Timeout;

  constructor(private readonly caps: ExchangeCaps) {
    this.done = new Promise((resolve) => {
      this.resolveDone = resolve;
    });
    this.deadlineMs = performance.now() + caps.timeoutMs;
    this.timer = setTimeout(this.giveUp, caps.timeoutMs);
  }

  /** Ends the exchange as one that took too long. */
  readonly giveUp = (): void => this.cut('timeout');

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Twice: undici lost the connection and would send the order again by itself. Not here.
    if (this.ended || this.controller !== undefined) {
      controller.abort(new Error('the exchange is over'));
      return this.end('reset');
    }
    this.controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.status = status;
    this.retryAfter = headers['retry-after'];
    const capMs = saysDone(status) ? this.caps.bodyTimeMs : this.caps.explanationTimeMs;
    this.rearm(Math.min(capMs, this.deadlineMs - performance.now()));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.caps.bodyBytes) return this.cut('too-large');
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.end('complete');
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.end(endingOfFailure(error));
  }

  private rearm(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.giveUp, Math.max(0, delayMs));
  }

  private cut(ending: ExchangeEnding): void {
    this.end(ending);
    this.controller?.abort(new Error(`exchange cut: ${ending}`));
  }

  private end(ending: ExchangeEnding): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    const { status, retryAfter } = this;
    const sent = this.controller !== undefined;
    this.resolveDone({ sent, status, retryAfter, body: Buffer.concat(this.chunks), ending });
    this.chunks = [];
  }
}
