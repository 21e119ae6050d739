import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { throwError, type Observable } from 'rxjs';
import { replyWithError } from './problem.reply';

/**
 * The only exception filter: whatever leaves a controller, guard, pipe or interceptor is answered as
 * a problem document. Messages of a microservice transport are not its business; their errors go on.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): Observable<never> | undefined {
    if (host.getType() !== 'http') return throwError(() => error);
    replyWithError(host.switchToHttp().getResponse<FastifyReply>(), error);
    return undefined;
  }
}
