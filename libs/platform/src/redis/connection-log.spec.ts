import type { Logger } from '../logging/logger.port';
import { ConnectionLog } from './connection-log';

describe('ConnectionLog', () => {
  let nowMs: number;
  let events: unknown[][];
  let log: ConnectionLog;

  beforeEach(() => {
    nowMs = 0;
    events = [];
    const logger = {
      warn: (fields: { leftOut: number; reason: string }) =>
        events.push(['warn', fields.reason, fields.leftOut]),
      info: (_fields: object, message: string) => events.push(['info', message]),
    } as unknown as Logger;
    log = new ConnectionLog(logger, 'trial', () => nowMs);
  });

  it('tells a failure once in ten seconds, with what was left out', () => {
    for (let attempt = 0; attempt < 25; attempt += 1) {
      log.failed(new Error('refused'));
      nowMs += 1_000;
    }
    expect(events).toEqual([
      ['warn', 'refused', 0],
      ['warn', 'refused', 9],
      ['warn', 'refused', 9],
    ]);
  });

  it('stays bounded when the connection flaps', () => {
    for (let flap = 0; flap < 100; flap += 1) {
      log.ready();
      log.lost();
      nowMs += 100;
    }
    expect(events).toEqual([
      ['warn', 'connection lost', 0],
      ['info', 'redis connection restored'],
    ]);
  });

  it('tells a recovery, not a first connection nor a failed attempt as a loss', () => {
    log.ready();
    log.lost();
    log.lost();
    log.ready();
    log.ready();
    expect(events).toEqual([
      ['warn', 'connection lost', 0],
      ['info', 'redis connection restored'],
    ]);
  });

  it('names the code where the error has no text', () => {
    log.failed(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }));
    expect(events).toEqual([['warn', 'ECONNREFUSED', 0]]);
  });
});
