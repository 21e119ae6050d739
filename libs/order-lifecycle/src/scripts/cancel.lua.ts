import type { TaskKind } from '../task-kind';
import { transitions } from './transitions.lua';

/**
 * Queued → cancelled, for the task's own client only.
 *
 * ARGV: id, client, retention (ms). Returns the task's status afterwards, prefixed with `now:` when
 * this call changed it, or `unknown`. Taking the job out of the line walks the line from its newer
 * end, where a task that is cancelled soon after its submission stands.
 */
export function cancelScript(kind: TaskKind): string {
  return `${transitions(kind)}
local id, client, retention = ARGV[1], ARGV[2], ARGV[3]
local key = record_key(id)
local held = call('HMGET', key, 'd', 's')
if not held[1] then return 'unknown' end
local _, expires, generation, owner = header_of(held[1])
if not is_of(id, generation) or owner ~= client then return 'unknown' end
local status = held[2] or 'queued'
if status ~= 'queued' then return status end
local now = now_ms()
local ending = (expires > 0 and expires <= now) and 'expired' or 'cancelled'
finish_queued(id, key, ending, now, retention, false)
return 'now:' .. ending`;
}
