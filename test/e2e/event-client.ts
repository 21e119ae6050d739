import { eventually } from '../support/eventually';

export interface ReceivedEvent {
  type: string;
  id: string;
  data: Record<string, unknown>;
}

/** A reader of Server-Sent Events that writes down what comes, until it closes or the stream ends. */
export class EventClient {
  text = '';
  hasEnded = false;
  private readonly abort: AbortController;
  private readonly reading: Promise<void>;

  private constructor(
    readonly response: Response,
    abort: AbortController,
  ) {
    this.abort = abort;
    this.reading = this.read();
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventClient> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    return new EventClient(response, abort);
  }

  get events(): ReceivedEvent[] {
    const blocks = this.text.split('\n\n').slice(0, -1);
    return blocks
      .map(fieldsOf)
      .flatMap(({ event, id = '', data }) =>
        event === undefined || data === undefined
          ? []
          : [{ type: event, id, data: JSON.parse(data) as Record<string, unknown> }],
      );
  }

  get statuses(): unknown[] {
    return this.events.map(({ data }) => data['status']);
  }

  /** Resolves when the server has ended the stream properly. */
  async ended(): Promise<void> {
    await eventually(
      () => {
        if (!this.hasEnded) throw new Error(`the stream goes on after:\n${this.text}`);
      },
      { timeoutMs: 15_000 },
    );
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.reading;
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) {
        this.text += decoder.decode(chunk as Uint8Array, { stream: true });
      }
      this.hasEnded = true;
    } catch (error) {
      if (!this.abort.signal.aborted) throw error;
    }
  }
}

function fieldsOf(block: string): Partial<Record<string, string>> {
  const lines = block.split('\n').filter((line) => !line.startsWith(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
}
