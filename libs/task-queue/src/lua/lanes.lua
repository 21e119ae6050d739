-- @include bell
--
-- Lanes: one list of ids for each client and priority (`h`, `n`, `l`), and one for its retries (`r`).
-- Lanes that may hold something stand in a sorted set by their virtual start (start-time fair
-- queueing): fresh ones in `-lanes`, those of retries in `-retry-lanes`. A lane is taken out of it when
-- it is found empty, so that it keeps its start until the others have caught up.
--
-- `-waiting-corrections`: by client, what has to be added to the lengths of its fresh lanes to get the
-- number of its queued tasks: +1 for each one that waits outside of a lane, -1 for each id in a lane
-- whose task is not queued any more.
local function lane_key(lane) return BASE .. '-lane:' .. lane end

local function lanes_key(lane)
  return BASE .. (priority_of(lane) == 'r' and '-retry-lanes' or '-lanes')
end

local function queued_key(lane) return BASE .. '-queued-' .. priority_of(lane) end

local function correct_waiting(client, by)
  local key = BASE .. '-waiting-corrections'
  if call('HINCRBY', key, client, by) == 0 then call('HDEL', key, client) end
end

local function waiting_of(client)
  local waiting = tonumber(call('HGET', BASE .. '-waiting-corrections', client) or 0)
  for _, priority in ipairs({'h', 'n', 'l'}) do
    waiting = waiting + call('LLEN', lane_key(client .. ':' .. priority))
  end
  return waiting
end

-- Where a lane starts that becomes active: at the present, so that idling earns no credit. Without the
-- note of the last turn, the lowest start of those that are active is the present.
local function present()
  local noted = call('GET', BASE .. '-virtual-time')
  if noted then return noted end
  for _, lanes in ipairs({'-lanes', '-retry-lanes'}) do
    local lowest = call('ZRANGE', BASE .. lanes, 0, 0, 'WITHSCORES')
    if lowest[2] then return lowest[2] end
  end
  return 0
end

local function activate(lane) call('ZADD', lanes_key(lane), 'NX', present(), lane) end

-- To the end of its lane.
local function push(lane, id)
  call('RPUSH', lane_key(lane), id)
  activate(lane)
end

-- To the head of its lane: it has waited before.
local function push_first(lane, id)
  call('LPUSH', lane_key(lane), id)
  activate(lane)
end

local function is_anything_in_lanes()
  return call('EXISTS', BASE .. '-lanes', BASE .. '-retry-lanes') > 0
end

-- A task that is queued no more leaves all indexes; its id stays in its lane, where begin passes over it.
local function leave_queue(id, lane)
  call('ZREM', queued_key(lane), id)
  call('ZREM', BASE .. '-deadlines', id)
  call('ZREM', BASE .. '-scheduled', id)
end

-- Clients with a weight or a cap of their own: `<weight> <cap, 0 for none>` by client.
local POLICIES = TAG .. 'client-policies'
local policies_are_there = nil

local function has_policies()
  if policies_are_there == nil then policies_are_there = call('EXISTS', POLICIES) == 1 end
  return policies_are_there
end

local function policy_of(client)
  if not has_policies() then return 1, 0 end
  local policy = call('HGET', POLICIES, client)
  if not policy then return 1, 0 end
  local weight, cap = string.match(policy, '^(%d+) (%d+)$')
  return tonumber(weight), tonumber(cap)
end

local WEIGHTS = {h = 8, n = 4, l = 1, r = 1}

local function weight_of(lane) return (policy_of(client_of(lane))) * WEIGHTS[priority_of(lane)] end

-- In flight of clients with a cap: a set of ids for each. Lanes of a client at its cap are parked.
local function inflight_key(client) return BASE .. '-in-flight:' .. client end

local function unpark(client)
  for _, priority in ipairs({'h', 'n', 'l', 'r'}) do
    local lane = client .. ':' .. priority
    local start = call('ZSCORE', BASE .. '-parked-lanes', lane)
    if start then
      call('ZREM', BASE .. '-parked-lanes', lane)
      call('ZADD', lanes_key(lane), 'NX', math.max(start, present()), lane)
    end
  end
end

-- Whether a lane is free to go on now.
local function leave_flight(id, part)
  if not has_policies() then return false end
  local _, _, _, lane = header_of(part)
  local client = client_of(lane)
  local _, cap = policy_of(client)
  if cap == 0 then return false end
  call('SREM', inflight_key(client), id)
  unpark(client)
  return true
end

local function enter_flight(id, client)
  local _, cap = policy_of(client)
  if cap > 0 then call('SADD', inflight_key(client), id) end
end
