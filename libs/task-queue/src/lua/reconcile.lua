-- @include prelude
-- @include way-out
-- @include clock
-- @include endings
--
-- One bounded pass over what is due; never a walk along a lane.
--
-- ARGV: name of the caller, the leader's mark that it has seen unchanged for too long (empty: none), most
-- of each sort, retention (ms), JSON of the error of a task that lost too many holders.
-- Returns `{leads, now, leader's mark, whether a sort was cut short, expired, scheduled, retries, lapsed,
-- sync orders in doubt, quarantined, bells}`; of one that does not lead only the first three.
--
-- A mark is `<name> <number of its pass>`. A leader whose mark stands still, by the clock of who watches
-- it, is followed by another: Redis' clock decides nothing here.
--
-- Who took a task and let its lease run out may have sent it: an order is in doubt from then on. It goes
-- to the head of its lane; one that loses holder after holder may be what kills them and is handed out
-- ever more rarely; one that knows no doubt is failed in the end.
local FREE_TAKEOVERS, MOST_TAKEOVERS = 3, 8
local FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 10000, 300000
local MARK_KEPT_MS = 60000

local me, stale_mark, most, retention, quarantine_error = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local now = wall_ms()
local mark = call('GET', BASE .. '-reconciler')
local leader, pass = string.match(mark or '', '^(%S+) (%d+)$')
if mark and leader ~= me and mark ~= stale_mark then return {0, now, mark} end
mark = me .. ' ' .. ms((leader == me and pass or 0) + 1)
call('SET', BASE .. '-reconciler', mark, 'PX', MARK_KEPT_MS)
local ticks, is_steady = beat_clock(now)
local cut_short = 0

local function due_in(index, at)
  local ids = call('ZRANGEBYSCORE', BASE .. index, '-inf', ms(at), 'LIMIT', 0, most)
  if #ids == most then cut_short = 1 end
  return ids
end

-- The last one first, for what goes to the head of its lane: the first one then stands first.
local function last_first(ids)
  local i = #ids + 1
  return function()
    i = i - 1
    return ids[i]
  end
end

-- The oldest first: with one time to live for all, the first that has time left ends the search.
local expired = 0
local function end_late()
  for _, priority in ipairs({'h', 'n', 'l'}) do
    local ids = call('ZRANGE', BASE .. '-queued-' .. priority, 0, most - 1)
    for i, id in ipairs(ids) do
      local done = expire_if_due(id, now, retention)
      if not done then break end
      if done == 0 then call('ZREM', BASE .. '-queued-' .. priority, id) end
      expired = expired + done
      if i == most then cut_short = 1 end
    end
  end
  for _, id in ipairs(due_in('-deadlines', now)) do
    local done = expire_if_due(id, now, retention)
    if done == 0 then call('ZREM', BASE .. '-deadlines', id) end
    expired = expired + (done or 0)
  end
end

-- At the head of the lane, behind those that came due before; where there are too many of them, at its end.
local MOST_DUE_BEFORE = 64
local function place_due(lane, ids)
  local key = lane_key(lane)
  local last_due, due = nil, 0
  for _, id in ipairs(call('LRANGE', key, 0, MOST_DUE_BEFORE - 1)) do
    if call('HEXISTS', record_key(id), 'n') == 0 then break end
    last_due, due = id, due + 1
  end
  if due == MOST_DUE_BEFORE then
    for _, id in ipairs(ids) do push(lane, id) end
  elseif last_due then
    for id in last_first(ids) do call('LINSERT', key, 'AFTER', last_due, id) end
  else
    for id in last_first(ids) do push_first(lane, id) end
  end
end

local scheduled = 0
local function admit_scheduled()
  local lanes = {}
  for _, id in ipairs(due_in('-scheduled', now)) do
    call('ZREM', BASE .. '-scheduled', id)
    local held = call('HMGET', record_key(id), 'd', 's', 'n')
    if held[1] and not held[2] then
      local _, _, _, lane = header_of(held[1])
      call('ZADD', queued_key(lane), held[3] or ms(now), id)
      correct_waiting(client_of(lane), -1)
      lanes[lane] = lanes[lane] or {}
      table.insert(lanes[lane], id)
      scheduled = scheduled + 1
    end
  end
  for lane, ids in pairs(lanes) do place_due(lane, ids) end
end

local retries = 0
local function admit_retries()
  for _, id in ipairs(due_in('-retries', ticks)) do
    local key = record_key(id)
    local held = call('HMGET', key, 'd', 's', 'w')
    if held[2] == 'processing' and held[3] == '1' then
      local _, _, _, lane = header_of(held[1])
      call('HSET', key, 'w', '2')
      call('ZADD', BASE .. '-retries', '+inf', id)
      push(client_of(lane) .. ':r', id)
      retries = retries + 1
    else
      call('ZREM', BASE .. '-retries', id)
    end
  end
end

local lapsed, sync_doubts, quarantined = 0, 0, 0
local function take_over(id, key, held, lane)
  local vanished = call('HINCRBY', key, 'c', 1)
  if DOUBTS then
    call('HSET', key, 'b', '1')
  elseif vanished > MOST_TAKEOVERS then
    fail(id, key, held, now, retention, quarantine_error)
    quarantined = quarantined + 1
    return
  end
  if vanished > FREE_TAKEOVERS then
    local pause = math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ^ (vanished - FREE_TAKEOVERS - 1))
    call('HSET', key, 'w', '1')
    call('ZADD', BASE .. '-retries', ms(ticks + pause), id)
  else
    call('HSET', key, 'w', '2')
    call('ZADD', BASE .. '-retries', '+inf', id)
    push_first(lane, id)
    correct_waiting(client_of(lane), -1)
  end
  if held[6] == 'sync' and held[7] == '1' then sync_doubts = sync_doubts + 1 else lapsed = lapsed + 1 end
end

local function end_leases()
  for id in last_first(due_in('-leases', ticks)) do
    call('ZREM', BASE .. '-leases', id)
    local key = record_key(id)
    local held = call('HMGET', key, 'd', 'k', 'v', 's', 'w', 'm', 'e')
    if held[1] then
      local _, _, _, lane = header_of(held[1])
      leave_flight(id, held[1])
      if held[4] == 'processing' and not held[5] then take_over(id, key, held, lane) end
    end
  end
end

local function unpark_free()
  for _, lane in ipairs(call('ZRANGE', BASE .. '-parked-lanes', 0, most - 1)) do
    local client = client_of(lane)
    local _, cap = policy_of(client)
    if cap == 0 or call('SCARD', inflight_key(client)) < cap then unpark(client) end
  end
end

-- Lanes that have something and stand nowhere, for a key got lost: found by who has waited longest, and by
-- chance. A lane that turns out to be empty is taken out again by the next turn.
local function activate_lanes_of(ids, is_retrying)
  for _, id in ipairs(ids) do
    local part = call('HGET', record_key(id), 'd')
    local _, _, _, lane = header_of(part or '')
    local lanes = {lane, lane and is_retrying and client_of(lane) .. ':r' or nil}
    for _, name in ipairs(lanes) do
      if not call('ZSCORE', BASE .. '-parked-lanes', name) then activate(name) end
    end
  end
end

local function find_lost_lanes()
  for _, priority in ipairs({'h', 'n', 'l'}) do
    local queued = BASE .. '-queued-' .. priority
    activate_lanes_of(call('ZRANGE', queued, 0, 0))
    activate_lanes_of(call('ZRANDMEMBER', queued, 1))
  end
  local last = call('ZREVRANGE', BASE .. '-retries', 0, 0, 'WITHSCORES')
  if last[2] == 'inf' then activate_lanes_of({last[1]}, true) end
end

if is_steady then end_late() end
find_lost_lanes()
admit_scheduled()
admit_retries()
end_leases()
unpark_free()
write_counts()
end_long_holds()
local bells = is_anything_in_lanes() and ring_if_silent(now) and 1 or 0
return {1, now, mark, cut_short, expired, scheduled, retries, lapsed, sync_doubts, quarantined, bells}
