import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Closable } from './graceful-shutdown';

const IDLE_CHECK_MS = 50;

/**
 * Shutdown's view of a Nest app. The HTTP server goes first: Nest itself destroys the modules while
 * requests that need them are still under way.
 */
export function closable(app: NestFastifyApplication): Closable {
  return {
    stopAccepting: () => stopAccepting(app),
    cutConnections: () => app.getHttpServer().closeAllConnections(),
    close: () => app.close(),
  };
}

/**
 * Node ends the connections that are idle when the server closes, but not those that become idle
 * with a last answer: clients would keep them, and us, alive.
 */
async function stopAccepting(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const timer = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  await Promise.resolve(app.getHttpAdapter().close()).finally(() => clearInterval(timer));
}
