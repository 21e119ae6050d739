import { connectionOptions } from './connection-options';

describe('connectionOptions', () => {
  it('says what the URL says', () => {
    expect(connectionOptions('redis://redis.example')).toEqual({
      host: 'redis.example',
      port: 6379,
    });
    expect(connectionOptions('rediss://orders:p%40ss@[::1]:6380/2')).toEqual({
      host: '::1',
      port: 6380,
      username: 'orders',
      password: 'p@ss',
      db: 2,
      tls: {},
    });
  });
});
