import type { ArgumentsHost } from '@nestjs/common';
import { lastValueFrom, type Observable } from 'rxjs';
import { ProblemFilter } from './problem.filter';

describe('ProblemFilter', () => {
  it('hands errors of a message transport on', async () => {
    const host = { getType: () => 'rpc' } as unknown as ArgumentsHost;
    const error = new Error('of a message');
    const outcome = new ProblemFilter().catch(error, host) as Observable<never>;
    await expect(lastValueFrom(outcome)).rejects.toBe(error);
  });
});
