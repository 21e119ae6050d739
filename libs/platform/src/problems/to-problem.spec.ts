import {
  ForbiddenException,
  ImATeapotException,
  InternalServerErrorException,
  PayloadTooLargeException,
} from '@nestjs/common';
import { errorCodes } from 'fastify';
import { Writable } from 'node:stream';
import { createLogger } from '../logging';
import { ProblemError } from './problem-error';
import { toProblem } from './to-problem';

describe('toProblem', () => {
  let lines: string[];

  beforeEach(() => {
    lines = [];
    const write = (line: Buffer, _: unknown, done: () => void) => (
      lines.push(String(line)),
      done()
    );
    createLogger('test', 'info', new Writable({ write }));
  });

  it('leaves a problem as it is', () => {
    const problem = new ProblemError('queue-full');
    expect(toProblem(problem)).toBe(problem);
  });

  it.each([
    [new ForbiddenException('not yours'), 'forbidden', 'not yours'],
    [new PayloadTooLargeException(), 'body-too-large', 'Payload Too Large'],
    [new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE(), 'body-too-large', undefined],
    [new errorCodes.FST_ERR_BAD_URL('/%zz'), 'malformed-http', undefined],
    [new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('x'), 'unsupported-media-type', undefined],
  ])('knows the refusal in %s', (error, code, detail) => {
    expect(toProblem(error)).toMatchObject({ code, detail });
    expect(lines).toEqual([]);
  });

  it.each([
    ['an error', new TypeError('sauce')],
    ['an exception of status 500', new InternalServerErrorException('sauce')],
    ['an exception that the catalogue lacks', new ImATeapotException('sauce')],
    [
      'an error that only says it were a 404',
      Object.assign(new Error('sauce'), { statusCode: 404 }),
    ],
    ["Fastify's own defects", new errorCodes.FST_ERR_REP_INVALID_PAYLOAD_TYPE('sauce')],
  ])('takes %s for a defect: logged, not told', (_, error) => {
    const problem = toProblem(error);
    expect(problem).toMatchObject({ code: 'internal', detail: undefined });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('sauce');
    expect(lines[0]).toContain('to-problem.spec.ts');
  });

  it.each([undefined, null, 'sauce', 7])('takes %j, thrown by somebody, for a defect', (thrown) => {
    expect(toProblem(thrown).code).toBe('internal');
    expect(lines).toHaveLength(1);
  });
});
