-- @include prelude
-- @include numbers
--
-- Takes a batch of orders in, each with a verdict of its own.
--
-- ARGV: limit of all, limit of one client (0: none), age limit (ms), default time to live (ms),
-- fingerprint of the secret behind ids; then per order: id, lane, time to live (ms; empty for the
-- default), not before (ms; empty for at once), immutable part without its times, `<hash> <fingerprint>`
-- of the Idempotency-Key or empty.
-- Returns `{now, verdict…}` or `{'secret'}` when ids are made with another secret. Verdicts: a number for
-- an order that was accepted, how many are likely to be begun before it; `{'scheduled', ahead, not
-- before}`; `{'full'|'client-full'|'stale', backlog, ahead}`; `{'replay'|'reused'|'duplicate', id, …}`.
-- The whole batch shares one clock reading. Cost: about 8 commands an order, 10 a batch.
local limit, client_limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local max_age, default_ttl = tonumber(ARGV[3]), tonumber(ARGV[4])
-- Thirty days, and a minute by which the clock of a gateway, which checks this, may differ.
local LONGEST_DELAY_MS = 2592060000
if not is_our_secret(ARGV[5]) then return {'secret'} end
local now = wall_ms()
local now_text = ms(now)
local default_times = now_text .. ' ' .. ms(now + default_ttl) .. ' '
local backlog = call('ZCARD', BASE .. '-queued-h') + call('ZCARD', BASE .. '-queued-n') +
  call('ZCARD', BASE .. '-queued-l') + call('ZCARD', BASE .. '-scheduled')
local active_lanes = lanes_in_use()

-- The age of what is begun next in a lane tells how long its newcomers will wait. The first ids may be of
-- tasks that are queued no more.
local function is_stale(lane, length)
  if length == 0 then return false end
  for _, id in ipairs(call('LRANGE', lane_key(lane), 0, 3)) do
    local since = call('ZSCORE', queued_key(lane), id)
    if since then return now - since > max_age end
  end
  return false
end

-- Lanes of this batch: how many wait there, and what it adds.
local lanes = {}
local function lane_of(name)
  local lane = lanes[name]
  if lane then return lane end
  local length = call('LLEN', lane_key(name))
  lane = {length = length, ids = {}, places = {}, is_stale = is_stale(name, length)}
  if length == 0 then active_lanes = active_lanes + 1 end
  lanes[name] = lane
  return lane
end

local waiting = {}
local function client_has_room(name)
  if client_limit == 0 then return true end
  local client = client_of(name)
  waiting[client] = waiting[client] or waiting_of(client)
  return waiting[client] < client_limit
end

local function count_waiting(name)
  backlog = backlog + 1
  local client = client_of(name)
  if waiting[client] then waiting[client] = waiting[client] + 1 end
end

-- By fair turns each lane has as many begun as ours, or is empty before.
local function ahead_of(length) return math.min(backlog, length * active_lanes) end

local function refusal(name, lane)
  if backlog >= limit then return {'full', backlog, ahead_of(lane.length)} end
  if lane.is_stale then return {'stale', backlog, ahead_of(lane.length)} end
  if not client_has_room(name) then
    return {'client-full', waiting[client_of(name)], ahead_of(lane.length + #lane.ids)}
  end
end

local function write(id, name, lane, ttl, not_before, part)
  local times = default_times
  if ttl ~= '' or not_before ~= '' then
    local from = not_before ~= '' and tonumber(not_before) or now
    local expires = ms(from + (ttl ~= '' and tonumber(ttl) or default_ttl))
    times = now_text .. ' ' .. expires .. ' '
    if call('HSETNX', record_key(id), 'd', times .. part) == 0 then return nil end
    call('ZADD', BASE .. '-deadlines', expires, id)
  elseif call('HSETNX', record_key(id), 'd', times .. part) == 0 then
    return nil
  end
  count_waiting(name)
  if not_before ~= '' then
    call('HSET', record_key(id), 'n', not_before)
    call('ZADD', BASE .. '-scheduled', not_before, id)
    correct_waiting(client_of(name), 1)
    return {'scheduled', ahead_of(lane.length), not_before}
  end
  local ids, places = lane.ids, lane.places
  local before = lane.length + #ids
  ids[#ids + 1] = id
  places[#places + 1] = now_text
  places[#places + 1] = id
  return before == 0 and 0 or math.min(backlog - 1, before * active_lanes)
end

-- A moment that has passed is now; one that is too far is brought nearer.
local function delay_of(not_before)
  if not_before == '' or tonumber(not_before) <= now then return '' end
  return ms(math.min(tonumber(not_before), now + LONGEST_DELAY_MS))
end

local verdicts = {now}
for i = 6, #ARGV, 6 do
  local id, name, idempotency = ARGV[i], ARGV[i + 1], ARGV[i + 5]
  local lane = lane_of(name)
  local no_room = refusal(name, lane)
  local verdict
  if idempotency ~= '' then verdict = first_with_key(idempotency) end
  if not verdict and no_room then
    local key = record_key(id)
    verdict = call('EXISTS', key) == 1 and first_with_number(key) or no_room
  end
  if not verdict then
    verdict = write(id, name, lane, ARGV[i + 2], delay_of(ARGV[i + 3]), ARGV[i + 4])
    if not verdict then verdict = first_with_number(record_key(id))
    elseif idempotency ~= '' then remember_key(record_key(id), idempotency, id) end
  end
  verdicts[#verdicts + 1] = verdict
end
local has_come = false
for name, lane in pairs(lanes) do
  if #lane.ids > 0 then
    has_come = true
    call('ZADD', queued_key(name), unpack(lane.places))
    call('RPUSH', lane_key(name), unpack(lane.ids))
    if lane.length == 0 then activate(name) end
  end
end
if has_come then ring(now) end
return verdicts
