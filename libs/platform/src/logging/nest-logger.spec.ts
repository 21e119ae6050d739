import type { Logger } from './logger.port';
import { NestLogger } from './nest-logger';

const recorder = () => {
  const events: unknown[][] = [];
  const record = (level: string) => (fields: object, message: string) =>
    void events.push([level, message, fields]);
  const logger = {
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
    fatal: record('fatal'),
  } as unknown as Logger;
  return { nest: new NestLogger(logger), events };
};

describe('NestLogger', () => {
  it('carries text and context at each level', () => {
    const { nest, events } = recorder();
    nest.log('told', 'Orders');
    nest.warn('warned', 'Orders');
    nest.debug('detail', 'Orders');
    nest.verbose('more', 'Orders');
    const fields = { context: 'Orders' };
    expect(events).toEqual([
      ['info', 'told', fields],
      ['warn', 'warned', fields],
      ['debug', 'detail', fields],
      ['debug', 'more', fields],
    ]);
  });

  it("keeps Nest's own start-up talk for debugging", () => {
    const { nest, events } = recorder();
    nest.log('Mapped {/health, GET} route', 'RouterExplorer');
    nest.error('Error: listen EADDRINUSE: address already in use', undefined, 'NestApplication');
    expect(events.map(([level]) => level)).toEqual(['debug', 'debug']);
  });

  it('tells a stack from a context', () => {
    const { nest, events } = recorder();
    const stack = 'Error: x\n    at here (file.ts:1:1)';
    nest.error('broken', stack, 'Orders');
    nest.fatal('broken', stack);
    expect(events).toEqual([
      ['error', 'broken', { context: 'Orders', stack }],
      ['fatal', 'broken', { stack }],
    ]);
  });

  it('takes errors and objects as messages', () => {
    const { nest, events } = recorder();
    const error = new Error('broken');
    nest.error(error);
    nest.log({ any: 1 }, 'Orders');
    expect(events).toEqual([
      ['error', 'broken', { err: error }],
      ['info', 'event of the framework', { context: 'Orders', event: { any: 1 } }],
    ]);
  });
});
