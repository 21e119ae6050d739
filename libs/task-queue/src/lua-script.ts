import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { queueBase, type TaskKind } from './task-kind';

/** Runs one script in a partition; resolves with what it returned, undecoded. */
export type LuaScript = (partition: number, args: readonly (string | number)[]) => Promise<unknown>;

const FOLDER = join(__dirname, 'lua');
const INCLUDE = /^-- @include (\S+)\n/gm;
const HOOK = '-- @hook\n';

/**
 * The text of a script for a kind of task: what it includes comes before it, each file once, and the
 * kind's constants before all.
 *
 * @param file name of a file in `lua/`, or the path of one elsewhere
 */
export function loadScript(file: string, kind: TaskKind): string {
  const included = new Set<string>();
  const body = expand(file.endsWith('.lua') ? file : pathOf(file), included);
  const hook = kind.hookFile === undefined ? '' : readFileSync(kind.hookFile, 'utf8');
  const { queue, doubts, notifies } = kind;
  const constants = `local QUEUE, DOUBTS, NOTIFIES = '${queue}', ${doubts}, ${notifies}\n`;
  return constants + body.replace(HOOK, () => hook);
}

function expand(path: string, included: Set<string>): string {
  if (included.has(path)) return '';
  included.add(path);
  const text = readFileSync(path, 'utf8');
  const before = [...text.matchAll(INCLUDE)].map(([, name = '']) => expand(pathOf(name), included));
  return before.join('') + text.replace(INCLUDE, '');
}

const pathOf = (name: string): string => join(FOLDER, `${name}.lua`);

/**
 * Binds a script to a client by its digest, with the source sent again when Redis has forgotten it (a
 * restart, SCRIPT FLUSH). Its one key is the base of the kind in the partition: all keys that it touches
 * follow from that and share its hash tag.
 */
export function bindScript(redis: Redis, kind: TaskKind, file: string): LuaScript {
  const name = `${kind.name}:${file.split('/').at(-1)?.replace('.lua', '') ?? file}`;
  redis.defineCommand(name, { lua: loadScript(file, kind), numberOfKeys: 1 });
  type Command = (...args: (string | number)[]) => Promise<unknown>;
  const command = (redis as unknown as Record<string, Command>)[name] as Command;
  return (partition, args) => command.call(redis, queueBase(kind, partition), ...args);
}
