import { eventually } from '../../../../../test/support/eventually';
import { startRedis, type TestRedis } from '../../../../../test/support/redis-server';
import { BullClients } from './bull-clients';

describe('BullClients', () => {
  let server: TestRedis;

  beforeAll(async () => (server = await startRedis()));
  afterAll(() => server.stop());

  it('dial again what was ended from outside, and nothing that was closed', async () => {
    const clients = new BullClients(server.url, 'test');
    const client = clients.create('bclient');
    await eventually(() => expect(client.status).toBe('ready'));
    client.disconnect();
    await eventually(() => expect(client.status).toBe('end'));
    await eventually(() => expect(client.status).toBe('ready'));
    await clients.close();
    await eventually(() => expect(client.status).toBe('end'));
    expect(clients.create('client').status).not.toBe('ready');
  });
});
