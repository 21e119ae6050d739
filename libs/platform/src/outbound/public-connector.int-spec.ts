import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import {
  type HostLookup,
  PrivateAddressError,
  publicConnector,
  publicLookup,
} from './public-connector';

const lookupOf = (...answers: string[][]): HostLookup => {
  let nth = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(nth++, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
};

describe('publicConnector', () => {
  let server: Server;
  let port: number;
  let connections = 0;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections++;
      socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => void (connections = 0));

  async function faultOf(url: string, lookup: HostLookup): Promise<unknown> {
    const agent = new Agent({ connect: publicConnector({ connectTimeoutMs: 300, lookup }) });
    try {
      await request(url, { dispatcher: agent });
      return undefined;
    } catch (error) {
      return error;
    } finally {
      await agent.destroy();
    }
  }

  it.each([['127.0.0.1'], ['::1'], ['169.254.169.254'], ['::ffff:127.0.0.1']])(
    'does not connect a public name to %s',
    async (address) => {
      const fault = await faultOf(`http://example.org:${port}/`, lookupOf([address]));
      expect(fault).toBeInstanceOf(PrivateAddressError);
      expect(connections).toBe(0);
    },
  );

  it('is not fooled by a name that resolves otherwise the second time', async () => {
    const lookup = lookupOf(['8.8.8.8'], ['127.0.0.1']);
    lookup('example.org', { all: true }, () => undefined);
    expect(await faultOf(`http://example.org:${port}/`, lookup)).toBeInstanceOf(
      PrivateAddressError,
    );
    expect(connections).toBe(0);
  });

  it('drops the private ones among several addresses', async () => {
    const lookup = publicLookup(lookupOf(['127.0.0.1', '8.8.8.8', '::1']));
    const found = await new Promise((resolve) =>
      lookup('example.org', { all: true }, (_error, addresses) => resolve(addresses)),
    );
    expect(found).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])('does not connect to %s', async (host) => {
    const fault = await faultOf(`http://${host}:${port}/`, lookupOf(['8.8.8.8']));
    expect(fault).toBeInstanceOf(PrivateAddressError);
    expect(connections).toBe(0);
  });
});
