import { connect, headers as createHeaders } from '@nats-io/transport-node';
import type { OpenWire } from './broker-wire';

export const natsWire: OpenWire = async (url, _submissions, listener) => {
  const connection = await connect({ servers: url });
  return {
    async listen(address) {
      connection.subscribe(address, {
        callback: (_error, { data, headers }) => {
          const names = headers?.keys() ?? [];
          const all = names.map((name) => [name, headers?.get(name) ?? ''] as const);
          listener(address, {
            headers: Object.fromEntries(all),
            body: Buffer.from(data).toString(),
          });
        },
      });
      await connection.flush();
    },
    async send(address, { headers, body }) {
      const fields = createHeaders();
      for (const [name, value] of Object.entries(headers)) fields.set(name, value);
      connection.publish(address, body, { headers: fields });
      await connection.flush();
    },
    close: () => connection.close(),
  };
};
