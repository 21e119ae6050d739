import type { OrderRecord } from '@sluice/task-queue';
import { type EventSink, EventStream, MOST_UNSENT_BYTES } from './event-stream';

class NotingSink implements EventSink {
  writableLength = 0;
  text = '';
  readonly steps: string[] = [];

  begin(): void {
    this.steps.push('begin');
  }

  write(text: string): void {
    this.text += text;
  }

  end(): void {
    this.steps.push('end');
  }

  destroy(): void {
    this.steps.push('destroy');
  }
}

const order = (revision: number, status: OrderRecord['status']): OrderRecord => ({
  orderId: 'id',
  client: 'acme',
  orderNumber: 'A-1',
  correlationId: 'corr',
  acceptedAtMs: 0,
  expiresAtMs: null,
  generation: '000000',
  priority: 'normal',
  status,
  updatedAtMs: 0,
  attempts: 0,
  revision,
  sync: false,
  inDoubt: false,
  orderJson: '{}',
});

function streaming(lastRevision?: number): { sink: NotingSink; stream: EventStream } {
  const sink = new NotingSink();
  return { sink, stream: new EventStream(sink, lastRevision) };
}

const idsIn = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

describe('EventStream', () => {
  it('writes each state as one event of one line of data', () => {
    const { sink, stream } = streaming();
    stream.told(order(0, 'queued'));
    expect(sink.text).toMatch(
      /^retry: [12]\d{3}\n\nevent: status\nid: 0\ndata: \{"id":"id",[^\n]+"status":"queued"[^\n]+\}\n\n$/,
    );
  });

  it('writes no revision twice, and ends behind the last state', () => {
    const { sink, stream } = streaming();
    stream.told(order(0, 'queued'));
    stream.told(order(0, 'queued'));
    stream.told(order(4, 'completed'));
    stream.told(order(5, 'queued'));
    expect(idsIn(sink.text)).toEqual([0, 4]);
    expect(sink.steps).toEqual(['begin', 'end']);
  });

  it('leaves out the state that the reader has seen, but answers', () => {
    const { sink, stream } = streaming(3);
    stream.told(order(3, 'processing'));
    expect([idsIn(sink.text), sink.steps]).toEqual([[], ['begin']]);
    stream.told(order(4, 'processing'));
    expect(idsIn(sink.text)).toEqual([4]);
  });

  it('ends without a word when the record is gone or the process is', () => {
    for (const last of [(s: EventStream) => s.told(null), (s: EventStream) => s.dismissed()]) {
      const { sink, stream } = streaming();
      stream.told(order(0, 'queued'));
      last(stream);
      stream.dismissed();
      stream.keepAlive();
      expect([idsIn(sink.text), sink.steps]).toEqual([[0], ['begin', 'end']]);
    }
  });

  it('says nothing before the order was told', () => {
    const { sink, stream } = streaming();
    stream.keepAlive();
    stream.dismissed();
    stream.told(order(0, 'queued'));
    expect([sink.text, sink.steps]).toEqual(['', []]);
  });

  it('keeps a quiet reader with comments', () => {
    const { sink, stream } = streaming(0);
    stream.told(order(0, 'queued'));
    sink.text = '';
    stream.keepAlive();
    expect(sink.text).toBe(':\n\n');
  });

  it('cuts a reader off that leaves too much untaken', () => {
    const { sink, stream } = streaming();
    stream.told(order(0, 'queued'));
    sink.writableLength = MOST_UNSENT_BYTES;
    stream.told(order(1, 'processing'));
    sink.writableLength += 1;
    stream.told(order(2, 'processing'));
    stream.told(order(3, 'completed'));
    expect([idsIn(sink.text), sink.steps]).toEqual([
      [0, 1],
      ['begin', 'destroy'],
    ]);
  });

  it('cuts a reader off that takes nothing between two signs of life', () => {
    const { sink, stream } = streaming();
    stream.told(order(0, 'queued'));
    sink.writableLength = 1;
    stream.keepAlive();
    expect(sink.steps).toEqual(['begin', 'destroy']);
  });
});
