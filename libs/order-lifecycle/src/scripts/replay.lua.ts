import { BULL_KEYS, LIFECYCLE_KEYS } from '../lifecycle-keys';
import { PRELUDE } from './prelude.lua';

/**
 * Failed → queued, by an operator: the one way out of a terminal state. Only of an order that was
 * never in doubt, for what the backend may have must not be sent as something new.
 *
 * ARGV: id, TTL (ms). Returns `'queued'`, `'unknown'`, `'in-doubt'` or the status that forbids it.
 */
export const REPLAY_SCRIPT = `${PRELUDE}
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
call('HSET', key, 'd', ms(accepted) .. ' ' .. ms(now + ttl) .. ' ' .. rest, 'u', ms(now))
call('HDEL', key, 's', 'x', 'q', 'c')
changed(key)
call('PERSIST', key)
if held[4] then call('PERSIST', held[4]) end
call('ZREM', '${LIFECYCLE_KEYS.deadLetters}', id)
call('ZADD', '${LIFECYCLE_KEYS.queued}', ms(now), id)
call('DEL', '${BULL_KEYS.jobPrefix}' .. id)
write_job(id, ms(now))
call('LPUSH', waiting_list(), id)
return 'queued'`;

/** Ends a queued order whose deadline has passed. ARGV: id, retention (ms). Returns 1 when it did. */
export const EXPIRE_SCRIPT = `${PRELUDE}
return expire_if_due(ARGV[1], now_ms(), ARGV[2]) or 0`;
