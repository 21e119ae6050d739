import type { ConnectionOptions } from 'rhea';

const AMQP_PORT = 5672;
const AMQPS_PORT = 5671;

/** A broker that says nothing for twice as long is away; in ms. */
const IDLE_TIMEOUT_MS = 5_000;

/**
 * `amqp://user:password@host:port`, or `amqps://`, as rhea takes it. It would mend a connection
 * itself, but its links then hang between the old state and the new: a lost one is replaced as a whole.
 */
export function amqpOptions(amqpUrl: string): ConnectionOptions {
  const url = new URL(amqpUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const address = { host, port: portOf(url) };
  const wire = { reconnect: false, idle_time_out: IDLE_TIMEOUT_MS, tcp_no_delay: true };
  return {
    ...wire,
    ...address,
    ...(url.protocol === 'amqps:' ? { transport: 'tls', servername: host } : { transport: 'tcp' }),
    // Artemis without security takes anybody who says at least something.
    username: url.username === '' ? 'anonymous' : decodeURIComponent(url.username),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
  };
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'amqps:' ? AMQPS_PORT : AMQP_PORT;
}
