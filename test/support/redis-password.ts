import type { Redis } from 'ioredis';

/**
 * Sets the password that Redis wants; an empty one wants none. Connections that were let in before
 * would stay so: they are cut, all but that of `admin`.
 */
export async function changePassword(admin: Redis, password: string): Promise<void> {
  await admin.config('SET', 'requirepass', password);
  await admin.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  await admin.client('KILL', 'TYPE', 'pubsub');
}
