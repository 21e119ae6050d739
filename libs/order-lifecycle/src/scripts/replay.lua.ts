import type { TaskKind } from '../task-kind';
import { transitions } from './transitions.lua';

/**
 * Failed → queued, by an operator: the one way out of a terminal state. Only of a task that was
 * never in doubt, for what the backend may have must not be sent as something new. The attempts of an
 * order are counted on, those of a task that knows no doubt begin anew.
 *
 * ARGV: id, TTL (ms; 0 for no deadline). Returns `'queued'`, `'unknown'`, `'in-doubt'` or the status
 * that forbids it.
 */
export function replayScript(kind: TaskKind): string {
  const { keys, bull, doubts, partOfUnlinking } = kind;
  return `${transitions(kind)}
local id, ttl = ARGV[1], tonumber(ARGV[2])
local key = record_key(id)
local held = call('HMGET', key, 'd', 's', 'b', 'k')
if not held[1] then return 'unknown' end
local accepted, _, generation = header_of(held[1])
if not is_of(id, generation) then return 'unknown' end
if held[2] ~= 'failed' then return held[2] or 'queued' end
if held[3] then return 'in-doubt' end
local now = now_ms()
local rest = string.match(held[1], '^%d+ %d+ (.*)$')
call('HSET', key, 'd', ms(accepted) .. ' ' .. (ttl > 0 and ms(now + ttl) or '0') .. ' ' .. rest, 'u', ms(now))
call('HDEL', key, 's', 'x', 'q', 'c'${doubts ? '' : ", 'a'"})
changed(key)
call('PERSIST', key)
if held[4] then call('PERSIST', held[4]) end
call('ZREM', '${keys.deadLetters}', id)
${partOfUnlinking ? 'take_members_back(id, key)' : ''}
call('ZADD', '${keys.queued}', ms(now), id)
call('DEL', '${bull.jobPrefix}' .. id)
write_job(id, ms(now))
call('LPUSH', waiting_list(), id)
return 'queued'`;
}

/** Ends a queued task whose deadline has passed. ARGV: id, retention (ms). Returns 1 when it did. */
export function expireScript(kind: TaskKind): string {
  return `${transitions(kind)}
return expire_if_due(ARGV[1], now_ms(), ARGV[2]) or 0`;
}
