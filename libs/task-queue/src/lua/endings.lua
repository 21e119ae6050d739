-- @include lanes
-- @include notify
--
-- How tasks end. A kind may bring a hook along: what it sets `on_failed(id, key, retention)` and
-- `on_replayed(id, key)` to runs in the very step that fails a task or takes it back.
local on_failed, on_replayed
-- @hook

-- To whoever watches the task.
local function publish(key, revision)
  call('PUBLISH', BASE .. '-changed:' .. string.sub(key, #BASE + 2), revision)
end

-- Every change but the intake makes a new revision; begin and finish write theirs along with the rest.
local function changed(key) publish(key, call('HINCRBY', key, 'v', 1)) end

-- Tasks that ended, to be counted in one write per status.
local ended = {}

local function count(field) ended[field] = (ended[field] or 0) + 1 end

local function write_counts()
  for field, number in pairs(ended) do call('HINCRBY', BASE .. '-counters', field, number) end
end

-- Ends a task: final status, retention, shrunken record (a failed one stays whole, for a retry).
-- held: part, key of its Idempotency-Key, revision. To be followed by write_counts.
local function finish(key, held, status, now, retention, text)
  local header = string.match(held[1], '^[^\n]*')
  local revision = (held[3] or 0) + 1
  if status == 'failed' then
    call('HSET', key, 's', status, 'u', ms(now), 'v', revision, 'x', text)
    call('HDEL', key, 'w')
  elseif status == 'completed' then
    call('HSET', key, 's', status, 'u', ms(now), 'v', revision, 'd', header, 'r', text)
    -- What went wrong on the way is no part of a success; of a first attempt nothing has.
    if revision > 2 then call('HDEL', key, 'w', 'x') end
  else
    call('HSET', key, 's', status, 'u', ms(now), 'v', revision, 'd', header)
  end
  call('PEXPIRE', key, retention)
  if held[2] then call('PEXPIRE', held[2], retention) end
  publish(key, revision)
  count(status)
  notify(key, header, revision, now)
end

local function fail(id, key, held, now, retention, error_json)
  finish(key, held, 'failed', now, retention, error_json)
  call('ZADD', BASE .. '-dead-letters', ms(now), id)
  call('ZREMRANGEBYSCORE', BASE .. '-dead-letters', '-inf', ms(now - retention))
  if on_failed then on_failed(id, key, retention) end
end

-- Ends a queued task that no begin has taken out of its lane.
local function finish_queued(id, key, held, lane, status, now, retention)
  leave_queue(id, lane)
  correct_waiting(client_of(lane), -1)
  finish(key, held, status, now, retention)
end

-- Ends a queued task whose deadline has passed: 1 when it did, 0 when it is not queued, nil when it has
-- time left.
local function expire_if_due(id, now, retention)
  local key = record_key(id)
  local held = call('HMGET', key, 'd', 'k', 'v', 's')
  if not held[1] then return 0 end
  local _, expires, generation, lane = header_of(held[1])
  if held[4] or not is_of(id, generation) then return 0 end
  if expires == 0 or expires > now then return nil end
  finish_queued(id, key, held, lane, 'expired', now, retention)
  return 1
end
