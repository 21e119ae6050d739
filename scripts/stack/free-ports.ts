import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** Below Linux' range for outgoing connections, so that a load run cannot take a dead app's port. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const MAX_TRIES = 200;

/**
 * Different TCP ports of 127.0.0.1 on which nobody listens now. Somebody may take one before you
 * do, so whoever binds it has to be ready for that.
 */
export async function freePorts(count: number): Promise<number[]> {
  const holders: Server[] = [];
  try {
    for (let tries = 0; holders.length < count && tries < MAX_TRIES; tries += 1) {
      const { holder } = await tryListen(randomInt(LOWEST, HIGHEST));
      if (holder) holders.push(holder);
    }
    if (holders.length < count) throw new Error(`no ${count} free ports on 127.0.0.1`);
    return holders.map(portOf);
  } finally {
    await Promise.all(holders.map(close));
  }
}

/** False when somebody listens there; any other fault of an address is not the port's. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  const { holder, fault } = await tryListen(port, host);
  if (holder) await close(holder);
  return fault !== 'EADDRINUSE';
}

function tryListen(
  port: number,
  host = '127.0.0.1',
): Promise<{ holder?: Server; fault?: string | undefined }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve({ fault: code }));
    server.listen({ port, host, exclusive: true }, () => resolve({ holder: server }));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the probe is not listening');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
