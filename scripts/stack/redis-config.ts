/**
 * How the Redis of Sluice is set up wherever the project starts one: `npm start`, tests of whole
 * stacks and benchmarks, baselines included. `docker-compose.yml` and `deploy/kubernetes/redis.yaml`
 * say the same; a spec holds them to it.
 *
 * What a 202 promises needs every write on disk before its answer, and none evicted. An order's
 * record is a small hash: below `hash-max-listpack-value` bytes a field it lies in one piece of
 * memory, which is half of what a table of its own takes.
 */
export const REDIS_CONFIG: Readonly<Record<string, string>> = {
  save: '',
  appendonly: 'yes',
  appendfsync: 'always',
  'maxmemory-policy': 'noeviction',
  'hash-max-listpack-value': '1024',
};
