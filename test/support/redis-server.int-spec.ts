import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from './redis-server';

describe('startRedis', () => {
  let server: TestRedis;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('keeps acknowledged writes over a SIGKILL', async () => {
    const before = new Redis(server.url);
    await before.set('kept', 'yes');
    before.disconnect();
    await server.kill();
    expect(server.pid()).toBeUndefined();
    await server.restart();
    const after = new Redis(server.url);
    expect(await after.get('kept')).toBe('yes');
    after.disconnect();
  });

  it('gives every caller a server of their own', async () => {
    const other = await startRedis({ config: { appendfsync: 'everysec' } });
    expect(other.port).not.toBe(server.port);
    await other.stop();
    await other.stop();
  });
});
