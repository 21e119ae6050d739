import { originOf } from './frame-origin.ts';

const nameOf = (functionName: string, url = '') => originOf({ functionName, url })?.name;

describe('originOf', () => {
  it('tells our projects apart', () => {
    const dist = 'file:///somewhere/dist/gateway';
    expect(nameOf('submit', `${dist}/apps/gateway/src/orders/a.js`)).toBe('gateway');
    expect(nameOf('send', `${dist}/libs/task-queue/src/a.js`)).toBe('@sluice/task-queue');
  });
  it('names the innermost package', () => {
    const path = 'file:///p/node_modules/fastify/node_modules/@scope/deep/lib/a.js';
    expect(nameOf('route', path)).toBe('@scope/deep');
  });
  it('names parts of Node', () => {
    expect(nameOf('emit', 'node:events')).toBe('node:events');
    expect(nameOf('onParser', 'node:_http_server')).toBe('node:http');
    expect(nameOf('clear', 'node:internal/streams/writable')).toBe('node:streams');
  });
  it('knows what the engine does itself', () => {
    expect(nameOf('(garbage collector)')).toBe('garbage collection');
    expect(nameOf('writev')).toContain('sockets');
  });
  it('leaves functions without a place to their callers', () => {
    expect(nameOf('parse')).toBeUndefined();
    expect(nameOf('constructor')).toBeUndefined();
    expect(nameOf('wasm-function[20]', 'wasm://wasm/1')).toBeUndefined();
  });
});
