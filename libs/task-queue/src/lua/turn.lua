-- @include prelude
-- @include way-out
-- @include clock
-- @include endings
--
-- One turn of a worker: what ended is written, then as many tasks are begun as it has slots for.
--
-- ARGV: want, lease (ms), retention (ms), room for retries while fresh tasks wait, most in flight over
-- everybody (0: no cap), JSON of the error of a task whose time ran out between two attempts that surely
-- did not get through, number of clients to pass over, those clients, then five for each end: id, epoch,
-- operation, JSON of result or error, delay (ms).
-- Operations: `completed`, `failed`; `retry`, `doubt` (a retry of a task that may have got through),
-- `untried` (a retry after nothing was tried: the attempt does not count).
-- Returns `{now, paused, more, verdicts, id, epoch, attempts, in doubt + 2 * fresh, part, …}`. A verdict
-- is 1 when the end is written, or was by the same epoch before; 0 when somebody else has the task.
-- Cost: about 8 commands for each end and each begin, at most MOST_LOOKS ids looked at.
local MOST_LOOKS = 128
-- Ids that are queued no more, looked at in place of one that is begun while other lanes wait.
local LOOKS_PER_BEGIN = 16
local want, lease, retention, retry_room = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local most_in_flight, out_of_time = tonumber(ARGV[5]), ARGV[6]
local passed_over, passed_over_list, next_arg = {}, {}, 8
for i = 8, 7 + tonumber(ARGV[7]) do
  passed_over[ARGV[i]] = true
  passed_over_list[#passed_over_list + 1] = ARGV[i]
  next_arg = i + 1
end
local now = wall_ms()
local now_text = ms(now)
local ticks, is_steady = read_clock(now)

local released, is_cap_freed = {}, most_in_flight > 0

local function put_back(id, key, operation, error_json, delay)
  local due = ms(ticks + delay)
  if operation == 'doubt' then
    call('HSET', key, 'w', '1', 'u', now_text, 'x', error_json, 'b', '1')
  else
    call('HSET', key, 'w', '1', 'u', now_text, 'x', error_json)
  end
  if operation == 'untried' then call('HINCRBY', key, 'a', -1) end
  changed(key)
  call('ZADD', BASE .. '-retries', due, id)
end

local function write_end(id, epoch, operation, text, delay)
  local key = record_key(id)
  local held = call('HMGET', key, 'd', 'k', 'v', 's', 'e', 'w', 'm')
  if held[5] ~= epoch or not is_record_of(id, held[1]) then return 0 end
  local is_settling = operation == 'completed' or operation == 'failed'
  if held[4] ~= 'processing' then
    return held[4] and (held[4] == operation or not is_settling) and 1 or 0
  end
  if held[6] then
    -- Its lease ran out, but nobody has begun it since: a late outcome is still one.
    if not is_settling then return 1 end
    call('ZREM', BASE .. '-retries', id)
  end
  if operation == 'completed' then finish(key, held, operation, now, retention, text)
  elseif operation == 'failed' then fail(id, key, held, now, retention, text)
  else put_back(id, key, operation, text, delay) end
  if is_settling and held[7] ~= 'sync' then count('drained') end
  released[#released + 1] = id
  if leave_flight(id, held[1]) then is_cap_freed = true end
  return 1
end

local verdicts = {}
for i = next_arg, #ARGV, 5 do
  verdicts[#verdicts + 1] = write_end(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4])
end
if #released > 0 then call('ZREM', BASE .. '-leases', unpack(released)) end

local paused = is_paused()
local begun = {now, paused and 1 or 0, 0, verdicts}
local begun_count, looks = 0, 0
local begun_ids = {h = {}, n = {}, l = {}}
local lease_places, retried = {}, {}
local due = ms(ticks + lease)

-- Begins one id that was taken out of a lane: `begun`, `held` when its deadline may not be judged now, or
-- nil when there is nothing to begin.
local function begin(id, from)
  local key = record_key(id)
  local held = call('HMGET', key, 'd', 'k', 'v', 's', 'e', 'w', 'a', 'b')
  local part, status = held[1], held[4]
  local _, expires, generation, lane = header_of(part or '')
  local is_ours = part and is_of(id, generation)
  local is_fresh = is_ours and not status
  local is_waiting = is_fresh or (is_ours and status == 'processing' and held[6] == '2')
  local is_late = is_waiting and expires > 0 and expires <= now and (is_fresh or not held[8])
  if is_late and not is_steady then return 'held' end
  if not is_fresh and priority_of(from) ~= 'r' then correct_waiting(client_of(from), 1) end
  if not is_waiting then return nil end
  if is_late then
    if is_fresh then
      leave_queue(id, lane)
      finish(key, held, 'expired', now, retention)
    else
      call('ZREM', BASE .. '-retries', id)
      fail(id, key, held, now, retention, out_of_time)
    end
    return nil
  end
  local epoch, attempts, revision = (held[5] or 0) + 1, (held[7] or 0) + 1, (held[3] or 0) + 1
  call('HSET', key, 's', 'processing', 'u', now_text, 'e', epoch, 'a', attempts, 'v', revision)
  if is_fresh then
    local ids = begun_ids[priority_of(lane)]
    ids[#ids + 1] = id
  else
    call('HDEL', key, 'w')
    retried[#retried + 1] = id
  end
  publish(key, revision)
  if has_policies() then enter_flight(id, client_of(lane)) end
  begun_count = begun_count + 1
  lease_places[#lease_places + 1] = due
  lease_places[#lease_places + 1] = id
  local n = #begun
  begun[n + 1], begun[n + 2], begun[n + 3] = id, epoch, attempts
  begun[n + 4] = (held[8] and 1 or 0) + (attempts == 1 and 2 or 0)
  begun[n + 5] = part
  return 'begun'
end

local fresh_lanes, retry_lanes = 0, 0
local virtual_time

-- The lane with the lowest start in one of the two sets, but for those that are passed over.
local function lowest(lanes)
  local last = #passed_over_list * 3
  local found = call('ZRANGE', BASE .. lanes, 0, last, 'WITHSCORES')
  for i = 1, #found, 2 do
    if not passed_over[client_of(found[i])] then return found[i], tonumber(found[i + 1]) end
  end
end

-- The lane that is served next: the lowest start of all, retries only as far as they have room.
local function choose()
  local fresh, fresh_start, retry, retry_start
  if fresh_lanes > 0 then fresh, fresh_start = lowest('-lanes') end
  if retry_lanes > 0 and (retry_room > 0 or not fresh) then retry, retry_start = lowest('-retry-lanes') end
  if fresh and retry then
    if retry_start < fresh_start then return retry, retry_start end
    return fresh, fresh_start
  end
  if fresh then return fresh, fresh_start end
  return retry, retry_start
end

local function drop_lane(lane)
  call('ZREM', lanes_key(lane), lane)
  if priority_of(lane) == 'r' then retry_lanes = retry_lanes - 1 else fresh_lanes = fresh_lanes - 1 end
end

-- How many of a lane's client may be begun now; a client at its cap has its lanes parked.
local function room_of(lane, start)
  local client = client_of(lane)
  local _, cap = policy_of(client)
  if cap == 0 then return want end
  local room = cap - call('SCARD', inflight_key(client))
  if room > 0 then return room end
  call('ZADD', BASE .. '-parked-lanes', start, lane)
  drop_lane(lane)
  return 0
end

local function pass_over(client)
  passed_over[client] = true
  passed_over_list[#passed_over_list + 1] = client
end

local function serve(lane, start)
  local room = room_of(lane, start)
  if room == 0 then return end
  local priority = priority_of(lane)
  local is_alone = fresh_lanes + retry_lanes == 1
  local most = is_alone and math.min(want - begun_count, room, MOST_LOOKS - looks) or 1
  local ids = call('LPOP', lane_key(lane), most)
  if not ids then
    drop_lane(lane)
    return
  end
  looks = looks + #ids
  local before = begun_count
  for i, id in ipairs(ids) do
    if begin(id, lane) == 'held' then
      for back = #ids, i, -1 do call('LPUSH', lane_key(lane), ids[back]) end
      pass_over(client_of(lane))
      break
    end
  end
  local served = begun_count - before
  local weight = weight_of(lane)
  if served > 0 then
    if priority == 'r' then retry_room = retry_room - served end
    -- The start of the last one that was served; one that was held back starts in the past.
    virtual_time = math.max(virtual_time or tonumber(present()), start + (served - 1) / weight)
    call('ZINCRBY', lanes_key(lane), served / weight, lane)
  elseif not is_alone then
    call('ZINCRBY', lanes_key(lane), 1 / LOOKS_PER_BEGIN / weight, lane)
  end
end

if want > 0 and not paused then
  if most_in_flight > 0 then want = math.min(want, most_in_flight - call('ZCARD', BASE .. '-leases')) end
  fresh_lanes, retry_lanes = call('ZCARD', BASE .. '-lanes'), call('ZCARD', BASE .. '-retry-lanes')
  while begun_count < want and looks < MOST_LOOKS do
    local lane, start = choose()
    if not lane then break end
    serve(lane, start)
  end
  if looks >= MOST_LOOKS then begun[3] = 1 end
end

if begun_count > 0 then
  call('ZADD', BASE .. '-leases', unpack(lease_places))
  for priority, ids in pairs(begun_ids) do
    if #ids > 0 then
      call('ZREM', BASE .. '-queued-' .. priority, unpack(ids))
      call('ZREM', BASE .. '-deadlines', unpack(ids))
    end
  end
  if #retried > 0 then call('ZREM', BASE .. '-retries', unpack(retried)) end
end
if virtual_time then call('SET', BASE .. '-virtual-time', virtual_time) end
write_counts()
-- There may be more than this worker takes, or something that a cap held back until now: somebody else's
-- slots may be free for it.
local is_full = want > 0 and begun_count >= want
if (is_full or (is_cap_freed and #released > 0)) and is_anything_in_lanes() then ring_if_silent(now) end
return begun
