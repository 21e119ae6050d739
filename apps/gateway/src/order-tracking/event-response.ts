import type { FastifyReply } from 'fastify';
import type { EventSink } from './event-stream';

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  // Asks nginx not to gather events before it passes them on.
  'x-accel-buffering': 'no',
};

/** The answer to a request for events; Fastify is done with it once it begins. */
export class EventResponse implements EventSink {
  private readonly raw: FastifyReply['raw'];

  constructor(private reply: FastifyReply | undefined) {
    this.raw = (reply as FastifyReply).raw;
  }

  get writableLength(): number {
    return this.raw.writableLength;
  }

  begin(): void {
    const { reply } = this;
    if (!reply) return;
    reply.hijack();
    this.raw.writeHead(200, { ...reply.getHeaders(), ...HEADERS } as Record<string, string>);
    this.reply = undefined;
  }

  write(text: string): void {
    this.raw.write(text);
  }

  end(): void {
    this.raw.end();
  }

  destroy(): void {
    this.raw.destroy();
  }
}
