-- @include prelude
-- @include clock
-- @include enqueue
--
-- Saves an organization if its revision is still the expected one and, in the same step, takes in the
-- unlinking that follows from it: no process can die between the two.
--
-- Tasks are queued, or claimed by the caller for a lease: then they are in processing under epoch 1 and
-- go to the queue when the lease runs out.
--
-- ARGV: client, organization, expected revision (0: there must be none), state (JSON), lease (ms; 0:
-- queue), unlinking id or empty, members (JSON), then id and part of each task. Returns `{revision, now}`,
-- or `{-1, found}` when another revision was found.

-- Lua cannot pass on more than some thousands of values at once.
local MOST_VALUES = 1000

local client, organization, expected, state = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local lease, unlinking = tonumber(ARGV[5]), ARGV[6]
local key = TAG .. 'organization:' .. client .. ':' .. organization
local found = tonumber(call('HGET', key, 'v') or '0')
if found ~= expected then return {-1, found} end
local now = wall_ms()
call('HSET', key, 'd', state, 'v', expected + 1, 'u', ms(now))
if unlinking == '' then return {expected + 1, now} end

local members = cjson.decode(ARGV[7])
call('HSET', TAG .. 'unlinking-progress:' .. unlinking,
  'c', client, 'o', organization, 'n', #members, 't', ms(now))
for first = 1, #members, MOST_VALUES do
  local last = math.min(first + MOST_VALUES - 1, #members)
  call('SADD', TAG .. 'unlinking-pending:' .. unlinking, unpack(members, first, last))
end
local due = ms(read_clock(now) + lease)
for i = 8, #ARGV, 2 do
  local id, part = ARGV[i], ms(now) .. ' 0 ' .. ARGV[i + 1]
  if lease == 0 then
    enqueue(BASE, QUEUE, id, client .. ':n', now, part)
  else
    call('HSET', record_key(id), 'd', part, 's', 'processing', 'e', 1, 'a', 1, 'u', ms(now), 'v', 1)
    call('ZADD', BASE .. '-leases', due, id)
  end
end
return {expected + 1, now}
