import { REDIS_PREFIX } from '@sluice/contracts';
import { partitionPrefix } from '@sluice/task-queue';
import type { JsonObject } from '../json-object';

/** The messages of a channel, under the names that they have among all. */
export const messages = (...names: string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));

/** Braces in an address mean a parameter, and those of a Redis hash tag a cluster's slot. */
export const PREFIX = {
  prefix: {
    description: "Of all of Sluice's keys in Redis.",
    default: REDIS_PREFIX,
    enum: [REDIS_PREFIX],
  },
};

/** The same of the keys of one partition. */
export const PARTITION = {
  partition: {
    description: 'Of the keys of one partition; there is one unless PARTITIONS says otherwise.',
    default: partitionPrefix(0),
    examples: [partitionPrefix(0)],
  },
};

/** A name in Redis under {@link PARTITION}. */
export function inPartitionOf(name: string): string {
  return `{partition}:${name}`;
}

/** A name in Redis with {@link PREFIX} for what it begins with. */
export function underPrefix(name: string): string {
  return name.replace(REDIS_PREFIX, '{prefix}');
}
