import type { Job, Queue } from 'bull';

/**
 * A job that is written anew meanwhile has its `timestamp` again, and is left alone.
 * KEYS: the job's hash, the list of active jobs; ARGV: id. Returns 1 when there was a ghost.
 */
const BURY_SCRIPT = `
if redis.call('HEXISTS', KEYS[1], 'timestamp') == 1 then return 0 end
redis.call('LREM', KEYS[2], 0, ARGV[1])
return redis.call('DEL', KEYS[1])`;

/** The part of Bull that its types leave out. */
interface BullKeys {
  toKey(name: string): string;
}

/**
 * Whether the job's hash was gone when Bull picked the job up: Bull then writes a new one with
 * nothing but the time of the pick-up. It happens when a worker was cut off from Redis between its
 * pop and the pick-up, and another one finished the job meanwhile.
 */
export function isGhost(job: Job): boolean {
  return Number.isNaN(job.timestamp);
}

/**
 * Takes a ghost away. Bull would not: finishing a job that is in none of its lists is an error to it,
 * after which the hash stays for good.
 */
export async function buryGhost(queue: Queue, job: Job): Promise<boolean> {
  const id = String(job.id);
  const keys = queue as unknown as BullKeys;
  const buried = queue.client.eval(BURY_SCRIPT, 2, keys.toKey(id), keys.toKey('active'), id);
  return (await buried) === 1;
}
