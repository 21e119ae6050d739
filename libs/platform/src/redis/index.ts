export { closeClient } from './close-client';
export { connectionOptions, type ConnectionOptions } from './connection-options';
export * from './redis-clients';
export { COMMAND_TIMEOUT_MS } from './redis-options';
export { isRedisUnavailable } from './redis-unavailable';
export { COMMAND_REDIS, RedisModule, type RedisModuleOptions } from './redis.module';
export { tellUnawaited } from './unawaited-commands';
