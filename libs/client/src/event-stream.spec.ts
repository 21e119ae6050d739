import { EventStreamReader } from './event-stream.ts';

const EVENT = { id: '', type: 'message', retryMs: undefined };

describe('EventStreamReader', () => {
  it('reads fields, comments and several lines of data', () => {
    const text = ': hello\nretry: 250\nid: 7\nevent: status\ndata: a\ndata:b\nunknown: x\n\n';
    expect(new EventStreamReader().read(text)).toEqual([
      { id: '7', type: 'status', data: 'a\nb', retryMs: 250 },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('reads the same whatever the pieces, lines ending in %j', (end) => {
    const text = ['id: 1', 'data: é', '', 'data: 2', '', ''].join(end);
    for (let size = 1; size <= text.length; size++) {
      const reader = new EventStreamReader();
      const got = [];
      for (let at = 0; at < text.length; at += size) {
        got.push(...reader.read(text.slice(at, at + size)));
      }
      got.push(...reader.read(end === '\r' ? ':' : ''));
      expect(got).toEqual([
        { ...EVENT, id: '1', data: 'é' },
        { ...EVENT, id: '1', data: '2' },
      ]);
    }
  });

  it('drops what has no data, ids with NUL and a pause that is no number', () => {
    const reader = new EventStreamReader();
    expect(reader.read('event: a\n\nid: 1\0\nretry: soon\ndata: x\n\n')).toEqual([
      { ...EVENT, data: 'x' },
    ]);
    expect(reader.read('data: cut off')).toEqual([]);
  });
});
