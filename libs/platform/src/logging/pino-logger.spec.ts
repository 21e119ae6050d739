import { runWithCorrelation } from './correlation';
import { hideFromLogs } from './log-line';
import { createLogger, processLogger } from './pino-logger';
import type { LogLevel } from '../config/process.config';

const recorded = (level?: LogLevel) => {
  const lines: string[] = [];
  const logger = createLogger('trial', level, { write: (line: string) => void lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
  return { logger, lines, last };
};

describe('createLogger', () => {
  it('writes one JSON line per event', () => {
    const { logger, lines, last } = recorded();
    logger.warn({ depth: 3 }, 'queue is deep');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('}\n')).toBe(true);
    const { time, ...rest } = last();
    expect(rest).toEqual({
      level: 'warn',
      app: 'trial',
      pid: process.pid,
      depth: 3,
      msg: 'queue is deep',
    });
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('keeps to its level', () => {
    const { logger, lines } = recorded('warn');
    logger.debug({}, 'd');
    logger.info({}, 'i');
    logger.warn({}, 'w');
    logger.error({}, 'e');
    logger.fatal({}, 'f');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['w', 'e', 'f']);
  });

  it('adds the correlation id of what is running, across awaits', async () => {
    const { logger, last } = recorded();
    await runWithCorrelation('abc-1', async () => {
      await Promise.resolve();
      logger.info({}, 'inside');
    });
    expect(last()).toMatchObject({ correlationId: 'abc-1', msg: 'inside' });
    logger.info({}, 'outside');
    expect(last()).not.toHaveProperty('correlationId');
  });

  it('gives a child its fields, secrets cut out', () => {
    const { logger, last } = recorded();
    logger.child({ queue: 'orders', token: 'tok' }).info({ n: 1 }, 'counted');
    expect(last()).toMatchObject({ queue: 'orders', token: '[redacted]', n: 1 });
  });

  it('lets no character break the line or the terminal', () => {
    const { logger, lines, last } = recorded();
    const text = 'a\nb\rc\u2028d\u0085e\u001b[31mf\u202eg';
    logger.info({ text, [text]: 1 }, text);
    expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e]/u);
    expect(last()).toMatchObject({ text, [text]: 1, msg: text });
  });

  it('takes a percent sign in a message literally', () => {
    const { logger, last } = recorded();
    logger.info({}, '100 %s of %d');
    expect(last()['msg']).toBe('100 %s of %d');
  });

  it('hides what it was told to hide, wherever it stands', () => {
    hideFromLogs(['hunter2"\\x', 'short']);
    const { logger, lines, last } = recorded();
    logger.error(
      { err: new Error('near hunter2"\\x'), list: ['hunter2"\\x'] },
      'hunter2"\\x short',
    );
    expect(lines[0]).not.toContain('hunter2');
    expect(last()['msg']).toBe('[redacted] short');
  });

  it('is found by code that no injector reaches', () => {
    const { logger } = recorded();
    expect(processLogger()).toBe(logger);
  });
});
