import { ProblemError } from '../../problems/problem-error';
import { rawProblem } from './raw-problem';
import { readRawRequest } from './read-raw-request';

const UUID = /^[0-9a-f-]{36}$/;

describe('readRawRequest', () => {
  it('reads the request line and the correlation id of a packet', () => {
    const packet = Buffer.from('POST /a?b HTTP/1.1\r\nX: 1\r\nx-Correlation-ID:  id-1 \r\n\r\n');
    expect(readRawRequest(packet)).toEqual({
      method: 'POST',
      target: '/a?b',
      correlationId: 'id-1',
    });
  });

  it.each([
    ['no packet', undefined],
    ['a body', Buffer.from('{"x":"\r\nX-Correlation-Id: id-1\r\n"}')],
    [
      'an id that is too long',
      Buffer.from(`GET / HTTP/1.1\r\nX-Correlation-Id: ${'x'.repeat(65)}\r\n`),
    ],
    ['bytes', Buffer.from([0, 1, 2, 255])],
  ])('makes an id of its own for %s', (_, packet) => {
    const { target, correlationId } = readRawRequest(packet);
    expect(target).toBe('/');
    expect(correlationId).toMatch(UUID);
  });
});

describe('rawProblem', () => {
  const problem = new ProblemError('request-timeout', 'zu spät', {
    headers: { 'Retry-After': '1' },
  });

  it('is a whole answer that ends the connection', () => {
    const request = { method: 'POST', target: '/a?b', correlationId: 'id-1' };
    const [head = '', body = ''] = rawProblem(problem, request).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(head).toContain('\r\nRetry-After: 1\r\n');
    expect(head).toContain('\r\nX-Correlation-Id: id-1\r\n');
    expect(head).toContain('\r\nConnection: close');
    expect(head).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`);
    expect(JSON.parse(body)).toMatchObject({ code: 'request-timeout', instance: '/a' });
  });

  it('has no body for HEAD', () => {
    const answer = rawProblem(problem, { method: 'HEAD', target: '/', correlationId: 'id-1' });
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });
});
