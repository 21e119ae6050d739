/** One event of a Server-Sent Events stream. */
export interface StreamEvent {
  /** Id of this event, or the last one given before it. */
  id: string;
  /** `message` where the stream names none. */
  type: string;
  data: string;
  /** Pause before a new connection that the stream asked for, in ms. */
  retryMs: number | undefined;
}

const LINE_END = /\r\n|\n|\r/;

/** Reads events from text in pieces of any size, as the WHATWG HTML standard (§9.2) says. */
export class EventStreamReader {
  private rest = '';
  private id = '';
  private retryMs: number | undefined;
  private type = '';
  private data: string[] = [];

  /** The events that this piece completes. */
  read(piece: string): StreamEvent[] {
    const text = this.rest + piece;
    // A trailing CR may be the first half of CRLF: it waits for what follows.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(LINE_END);
    this.rest = (lines.pop() ?? '') + text.slice(end);
    return lines.flatMap((line) => this.take(line.replace(/^\u{feff}/u, '')));
  }

  private take(line: string): StreamEvent[] {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    this.note(field, value);
    return [];
  }

  private note(field: string, value: string): void {
    if (field === 'data') this.data.push(value);
    else if (field === 'event') this.type = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
  }

  private dispatch(): StreamEvent[] {
    const { id, type, data, retryMs } = this;
    this.type = '';
    this.data = [];
    return data.length === 0
      ? []
      : [{ id, type: type || 'message', data: data.join('\n'), retryMs }];
  }
}
