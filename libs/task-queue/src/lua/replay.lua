-- @include prelude
-- @include endings
--
-- Failed → queued, by an operator: the one way out of a terminal state. Only of a task that was never in
-- doubt, for what the backend may have must not be sent as something new. The attempts of an order are
-- counted on, those of a task that knows no doubt begin anew.
--
-- ARGV: id, time to live (ms; 0 for no deadline). Returns `'queued'`, `'unknown'`, `'in-doubt'` or the
-- status that forbids it.
local id, ttl = ARGV[1], tonumber(ARGV[2])
local key = record_key(id)
local held = call('HMGET', key, 'd', 's', 'b', 'k')
if not held[1] then return 'unknown' end
local created, _, generation, lane = header_of(held[1])
if not is_of(id, generation) then return 'unknown' end
if held[2] ~= 'failed' then return held[2] or 'queued' end
if held[3] then return 'in-doubt' end
local now = wall_ms()
local rest = string.match(held[1], '^%d+ %d+ (.*)$')
local expires = ttl > 0 and ms(now + ttl) or '0'
call('HSET', key, 'd', ms(created) .. ' ' .. expires .. ' ' .. rest, 'u', ms(now))
if DOUBTS then call('HDEL', key, 's', 'x', 'c') else call('HDEL', key, 's', 'x', 'c', 'a') end
changed(key)
call('PERSIST', key)
if held[4] then call('PERSIST', held[4]) end
call('ZREM', BASE .. '-dead-letters', id)
if on_replayed then on_replayed(id, key) end
call('ZADD', queued_key(lane), ms(now), id)
if ttl > 0 then call('ZADD', BASE .. '-deadlines', expires, id) end
push(lane, id)
ring(now)
return 'queued'
