import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendUnlessKnown } from './own-copy';

const TAG = '"a.1"';

function answerTo(headers: Record<string, string>) {
  const reply = { header: jest.fn(), code: jest.fn(), send: jest.fn() };
  for (const method of [reply.header, reply.code]) method.mockReturnValue(reply);
  const representation = jest.fn(() => ({ id: 'a' }));
  const request = { headers } as unknown as FastifyRequest;
  sendUnlessKnown(request, reply as unknown as FastifyReply, TAG, representation);
  return { ...reply, representation };
}

describe('sendUnlessKnown', () => {
  it.each([{}, { 'if-none-match': '"a.0"' }])('sends what %j does not name', (headers) => {
    const { header, code, send } = answerTo(headers);
    expect(send).toHaveBeenCalledWith({ id: 'a' });
    expect(code).not.toHaveBeenCalled();
    expect(header.mock.calls).toEqual([
      ['etag', TAG],
      ['cache-control', 'private, no-cache'],
    ]);
  });

  it('sends nothing that is known, and does not make it either', () => {
    const { header, code, send, representation } = answerTo({ 'if-none-match': `"x", W/${TAG}` });
    expect(code).toHaveBeenCalledWith(304);
    expect(send).toHaveBeenCalledWith();
    expect(representation).not.toHaveBeenCalled();
    expect(header).toHaveBeenCalledWith('etag', TAG);
  });
});
