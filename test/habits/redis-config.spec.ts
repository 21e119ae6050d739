import { REDIS_CONFIG } from '../../scripts/stack/redis-config.ts';
import { readProjectFile } from './project-files';

/** Where else a Redis of Sluice is set up, as a list of arguments, one a line. */
const DEPLOYMENTS = ['docker-compose.yml', 'deploy/kubernetes/redis.yaml'];

describe('the Redis that npm start and the benchmarks start', () => {
  it.each(DEPLOYMENTS)('is set up as in %s', (path) => {
    expect(directivesOf(readProjectFile(path))).toMatchObject(REDIS_CONFIG);
  });
});

/** `- --appendfsync` on one line, `- always` on the next. */
function directivesOf(yaml: string): Record<string, string> {
  const pairs = yaml.matchAll(/^ *- --([a-z-]+)\n *- '?([^'\n]*)'?$/gm);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, value]));
}
