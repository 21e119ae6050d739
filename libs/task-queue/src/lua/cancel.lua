-- @include prelude
-- @include way-out
-- @include clock
-- @include endings
--
-- Queued → cancelled, for the task's own client only. The id stays in its lane, where begin passes over
-- it: no list is walked.
--
-- ARGV: id, client, retention (ms). Returns the task's status afterwards, prefixed with `now:` when this
-- call changed it, or `unknown`.
local id, client, retention = ARGV[1], ARGV[2], ARGV[3]
local key = record_key(id)
local held = call('HMGET', key, 'd', 'k', 'v', 's')
if not held[1] then return 'unknown' end
local _, expires, generation, lane = header_of(held[1])
if not is_of(id, generation) or client_of(lane) ~= client then return 'unknown' end
local status = held[4] or 'queued'
if status ~= 'queued' then return status end
local now = wall_ms()
local _, is_steady = read_clock(now)
local ending = (is_steady and expires > 0 and expires <= now) and 'expired' or 'cancelled'
finish_queued(id, key, held, lane, ending, now, retention)
write_counts()
return 'now:' .. ending
