import { join } from 'node:path';
import { freePorts } from '../../scripts/stack/free-ports.ts';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { startRedis } from '../measure/bench-redis.ts';
import { RedisControl } from '../measure/redis-control.ts';
import { startChild } from '../measure/child-server.ts';
import type { Resources } from '../measure/resources.ts';
import type { AcceptVariant, VariantKey } from './accept-variant.ts';

const PATH = '/v1/orders/async';
const TUTORIAL_SCRIPT = join(PROJECT_FOLDER, 'dist', 'tutorial', 'tutorial.server.js');

/** (a) The ceiling: no validation, no Redis. */
export async function startBareFastify(resources: Resources): Promise<AcceptVariant> {
  const [port = 0] = await freePorts(1);
  const script = join(import.meta.dirname, 'bare-fastify.server.ts');
  const pid = await startChild(resources, script, [String(port)]);
  return {
    key: 'bare',
    title: 'bare Fastify, no Redis',
    url: `http://127.0.0.1:${port}${PATH}`,
    pids: { server: pid },
    countQueued: () => Promise.resolve(undefined),
    reset: () => Promise.resolve(),
  };
}

/** What a baseline with a queue is: a script, and what is to be known of it. */
interface QueueServer {
  key: VariantKey;
  title: string;
  script: string;
  /** After the port and Redis' address. */
  args?: readonly string[];
  connections?: readonly number[];
}

/** (b) The tutorial. It must have been compiled, for its decorators. */
export function startTutorial(resources: Resources, dataDir: string): Promise<AcceptVariant> {
  return startQueueServer(resources, dataDir, {
    key: 'tutorial',
    title: 'tutorial (Nest + Fastify + ValidationPipe + queue.add)',
    script: TUTORIAL_SCRIPT,
  });
}

/** The tutorial without its `ValidationPipe`: what checking by decorators at run time takes. */
export function startUncheckedTutorial(
  resources: Resources,
  dataDir: string,
): Promise<AcceptVariant> {
  return startQueueServer(resources, dataDir, {
    key: 'tutorialUnchecked',
    title: 'tutorial without ValidationPipe',
    script: TUTORIAL_SCRIPT,
    args: ['unchecked'],
  });
}

/** (e, f) Bare Fastify before Bull's or BullMQ's `add`: no Nest, no validation. */
export function startBareQueue(
  resources: Resources,
  dataDir: string,
  library: 'bull' | 'bullmq',
): Promise<AcceptVariant> {
  return startQueueServer(resources, dataDir, {
    key: library,
    title: `bare Fastify + ${library === 'bull' ? 'Bull queue.add' : 'BullMQ add'}`,
    script: join(import.meta.dirname, 'bare-queue.server.ts'),
    args: [library],
    connections: [64],
  });
}

/** A Redis of its own for each: one that another one keeps busy would decide the comparison. */
async function startQueueServer(
  resources: Resources,
  dataDir: string,
  { script, args = [], ...variant }: QueueServer,
): Promise<AcceptVariant> {
  const [port = 0] = await freePorts(1);
  const redis = await startRedis(resources, join(dataDir, variant.key), 'everysec');
  const control = new RedisControl(resources, redis.url);
  const pid = await startChild(resources, script, [String(port), redis.url, ...args]);
  return {
    ...variant,
    url: `http://127.0.0.1:${port}${PATH}`,
    pids: { server: pid, redis: redis.pid ?? 0 },
    countQueued: () => control.waiting('bull:orders'),
    reset: () => control.reset(),
  };
}
