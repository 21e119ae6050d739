import type { IncomingMessage } from 'node:http';
import { OwnOrigin } from './own-origin';

const request = (host: string | undefined, origin?: string, localPort = 3000) =>
  ({ headers: { host, origin }, socket: { localPort } }) as unknown as IncomingMessage;

describe('a request of our own', () => {
  const own = new OwnOrigin('127.0.0.1');

  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LocalHost:3000'])(
    'is one for %s',
    (host) => expect(own.foreignField(request(host))).toBeUndefined(),
  );

  it.each([
    'localhost',
    '127.0.0.1',
    'localhost:3001',
    'localhost:03000',
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example:3000',
    '127.0.0.2:3000',
    '::1:3000',
    'localhost:3000@evil.example',
    '',
    undefined,
  ])('is none for %s', (host) => expect(own.foreignField(request(host))).toBe('Host'));

  it.each([
    'http://evil.example',
    'http://localhost',
    'http://localhost:3001',
    'https://localhost:3000',
    'HTTP://localhost:3000',
    'http://localhost:3000/',
    'null',
    '',
  ])('does not come from the page %s', (origin) =>
    expect(own.foreignField(request('localhost:3000', origin))).toBe('Origin'),
  );

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'may come from our own page %s',
    (origin) => expect(own.foreignField(request('localhost:3000', origin))).toBeUndefined(),
  );

  it('may leave the port out where it is the usual one', () => {
    expect(own.foreignField(request('localhost', 'http://127.0.0.1', 80))).toBeUndefined();
    expect(own.foreignField(request('localhost:80', undefined, 80))).toBeUndefined();
  });

  it('may name the address that the gateway listens on', () => {
    const other = new OwnOrigin('127.0.0.5');
    expect(other.foreignField(request('127.0.0.5:3000'))).toBeUndefined();
    expect(other.foreignField(request('127.0.0.6:3000'))).toBe('Host');
  });
});
