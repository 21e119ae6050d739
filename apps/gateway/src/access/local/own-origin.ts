import type { IncomingMessage } from 'node:http';

const HTTP_PORT = 80;

interface OwnNames {
  authorities: ReadonlySet<string>;
  origins: ReadonlySet<string>;
}

/**
 * Knows under which names a gateway on loopback is called by its own machine. Every other `Host` is
 * a foreign name that was made to resolve to loopback (DNS rebinding), every other `Origin` a
 * foreign page that sends requests through somebody's browser (CSRF).
 */
export class OwnOrigin {
  private names: (OwnNames & { port: number | undefined }) | undefined;

  /** @param host address that the gateway listens on */
  constructor(private readonly host: string) {}

  /** The header field that is foreign; undefined for a request of our own. */
  foreignField(request: IncomingMessage): 'Host' | 'Origin' | undefined {
    const { host = '', origin } = request.headers;
    const { authorities, origins } = this.namesAt(request.socket.localPort);
    if (!authorities.has(host.toLowerCase())) return 'Host';
    return origin === undefined || origins.has(origin) ? undefined : 'Origin';
  }

  /** By the connection's own end: with `GATEWAY_PORT=0` the settings do not tell. */
  private namesAt(port: number | undefined): OwnNames {
    if (this.names?.port === port && this.names) return this.names;
    this.names = { port, ...namesOf(this.host, port) };
    return this.names;
  }
}

function namesOf(host: string, port: number | undefined): OwnNames {
  const own = host.includes(':') ? `[${host}]` : host.toLowerCase();
  const hosts = [...new Set(['localhost', '127.0.0.1', '[::1]', own])];
  const authorities = hosts.flatMap((name) =>
    port === HTTP_PORT ? [name, `${name}:${port}`] : [`${name}:${port}`],
  );
  return {
    authorities: new Set(authorities),
    origins: new Set(authorities.map((authority) => `http://${authority}`)),
  };
}
