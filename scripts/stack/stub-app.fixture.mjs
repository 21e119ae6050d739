/**
 * Stands in for an app in tests of the stack: answers readiness on its port and can be told by its
 * settings to fail in the ways in which an app fails.
 */
import { createServer } from 'node:http';

const { env } = process;
const port = Number(env.GATEWAY_PORT ?? env.WORKER_PORT ?? env.BACKEND_PORT);

if (env.STUB_EXIT_CODE) {
  console.error(env.STUB_LAST_WORDS ?? 'stub gives up');
  process.exit(Number(env.STUB_EXIT_CODE));
}

const server = createServer((request, response) => {
  if (request.url === '/exit') process.exit(Number(env.STUB_LATE_EXIT_CODE ?? 1));
  response.writeHead(request.url === '/health/ready' ? Number(env.STUB_READY ?? 200) : 200);
  response.end(JSON.stringify({ pid: process.pid, settings: env }));
});
server.listen(port, '127.0.0.1');

const leave = () => server.close(() => process.exit(0));
if (!env.STUB_IGNORES_SIGTERM) process.once('SIGTERM', leave);
else process.on('SIGTERM', () => undefined);
process.once('disconnect', leave);
