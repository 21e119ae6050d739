import { problemDocument } from './problem-document';
import { ProblemError } from './problem-error';

const occasion = { target: '/v1/orders?x=1', correlationId: 'id-1' };

describe('problemDocument', () => {
  it("fills the catalogue's members in", () => {
    expect(problemDocument(new ProblemError('queue-full'), occasion)).toEqual({
      type: 'urn:sluice:problem:queue-full',
      title: 'The backlog is at its limit',
      status: 503,
      detail: 'The backlog is at its limit',
      code: 'queue-full',
      retryable: true,
      instance: '/v1/orders',
      correlationId: 'id-1',
    });
  });

  it('adds members, but lets none take the place of its own', () => {
    const errors = [{ pointer: '/a', detail: 'is required' }];
    const extensions = {
      status: 200,
      correlationId: 'forged',
      instance: '/x',
      orderStatus: 'queued',
    };
    const problem = new ProblemError('invalid-request', 'No', { errors, extensions });
    expect(problemDocument(problem, occasion)).toMatchObject({
      status: 400,
      detail: 'No',
      correlationId: 'id-1',
      instance: '/v1/orders',
      orderStatus: 'queued',
      errors,
    });
  });

  it.each([
    ['http://a.example/x?y', '/x'],
    ['http://a.example', '/'],
    ['*', '*'],
    ['a.example:443', 'a.example:443'],
    ['/x?y?z', '/x'],
  ])('names %s as %s', (target, instance) => {
    const problem = new ProblemError('not-found');
    expect(problemDocument(problem, { ...occasion, target }).instance).toBe(instance);
  });
});

describe('ProblemError', () => {
  it('keeps its cause, costs no stack and leaves the stacks of others alone', () => {
    const cause = new Error('why');
    const problem = new ProblemError('internal', undefined, { cause });
    expect(problem.cause).toBe(cause);
    expect(problem.stack).not.toContain('at ');
    expect(new Error('next').stack).toContain('problem-document.spec');
  });
});
