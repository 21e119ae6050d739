import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface FreezableProxy {
  readonly port: number;
  /** From now on nothing passes either way and nothing is closed: a cable that was pulled. */
  freeze(): void;
  /** New connections pass again; frozen ones stay dead, as after a firewall forgot them. */
  thaw(): void;
  close(): Promise<void>;
}

/** A TCP proxy to a local port that can turn into a black hole. */
export async function startFreezableProxy(targetPort: number): Promise<FreezableProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const track = (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    return socket;
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    track(client);
    if (frozen) return;
    const target = track(connect(targetPort, '127.0.0.1'));
    client.pipe(target).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    freeze() {
      frozen = true;
      sockets.forEach((socket) => socket.unpipe().pause());
    },
    thaw: () => void (frozen = false),
    async close() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
