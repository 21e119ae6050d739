import { BULL_KEYS, LIFECYCLE_KEYS } from '../lifecycle-keys';

/**
 * What every lifecycle script begins with. A script's error does not roll back what it wrote, so
 * each script checks first and writes last. Record fields:
 *
 * | field | holds |
 * | --- | --- |
 * | `d` | immutable part: header line, line feed, order (see `order-header.ts`) |
 * | `s` | status; absent while queued |
 * | `e` | epoch: raised by every begin; settle needs the current one |
 * | `a` | attempts: how often the order was sent towards the backend |
 * | `l` | end of the lease in ms; a begin before that is refused |
 * | `w` | present while the lease is a planned wait for a retry, not a holder's |
 * | `b` | present once the order was in doubt: only a definite answer may end it |
 * | `c` | how often a holder vanished with the order |
 * | `q` | how often the order's job vanished before it was begun |
 * | `m` | `sync` for an order taken in synchronously |
 * | `u` | time of the last change in ms; absent until the first one |
 * | `v` | revision: how many changes there were; absent until the first one |
 * | `r`, `x` | result, error (JSON) |
 * | `k` | key in Redis of the request's Idempotency-Key |
 */
export const PRELUDE = `
local call = redis.call

local function now_ms()
  local time = call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function ms(number) return string.format('%.0f', number) end

local function record_key(id) return '${LIFECYCLE_KEYS.orderPrefix}' .. string.sub(id, 7) end

-- acceptedAt, expiresAt, generation, client of an immutable part
local function header_of(text)
  local accepted, expires, generation, client = string.match(text, '^(%d+) (%d+) (%x+) (%S+) ')
  return tonumber(accepted), tonumber(expires), generation, client
end

local function is_of(id, generation) return string.sub(id, 1, 6) == generation end

local function waiting_list()
  if call('EXISTS', '${BULL_KEYS.metaPaused}') == 1 then return '${BULL_KEYS.paused}' end
  return '${BULL_KEYS.wait}'
end

local function write_job(id, now)
  call('HMSET', '${BULL_KEYS.jobPrefix}' .. id, 'name', '__default__', 'data', '{}',
    'opts', '{"removeOnComplete":true,"removeOnFail":true}', 'timestamp', now, 'delay', '0', 'priority', '0')
end

-- Puts a job at the head of the line: it has waited before.
local function put_job_first(id, now)
  call('LREM', '${BULL_KEYS.active}', 0, id)
  call('DEL', '${BULL_KEYS.jobPrefix}' .. id)
  write_job(id, ms(now))
  call('RPUSH', waiting_list(), id)
end

-- Takes the job of an order that ended while it waited out of the line, from the likelier end.
local function drop_job(id, from_head)
  call('LREM', waiting_list(), from_head and -1 or 1, id)
  call('DEL', '${BULL_KEYS.jobPrefix}' .. id)
end

-- Every change but the intake: a new revision, told to whoever watches the order.
local function changed(key)
  local revision = call('HINCRBY', key, 'v', 1)
  call('PUBLISH', '${LIFECYCLE_KEYS.changedPrefix}' .. string.sub(key, ${LIFECYCLE_KEYS.orderPrefix.length + 1}), revision)
end

local function leave_queue(id)
  call('ZREM', '${LIFECYCLE_KEYS.queued}', id)
  call('ZREM', '${LIFECYCLE_KEYS.deadlines}', id)
end

-- Ends an order: final status, retention, shrunken record (a failed one stays whole, for a retry).
local function finish(key, status, now, retention, text_field, text)
  local held = call('HMGET', key, 'd', 'k')
  call('HSET', key, 's', status, 'u', ms(now))
  call('HDEL', key, 'l', 'w')
  if text_field then call('HSET', key, text_field, text) end
  if status ~= 'failed' then
    local line_end = string.find(held[1], '\\n', 1, true)
    if line_end then call('HSET', key, 'd', string.sub(held[1], 1, line_end - 1)) end
  end
  call('PEXPIRE', key, retention)
  if held[2] then call('PEXPIRE', held[2], retention) end
  changed(key)
  call('HINCRBY', '${LIFECYCLE_KEYS.counters}', status, 1)
end

local function finish_queued(id, key, status, now, retention, from_head)
  leave_queue(id)
  drop_job(id, from_head)
  finish(key, status, now, retention)
end

-- Ends a queued order whose deadline has passed. 1 when it did, 0 when it was not queued, nil when it has time left.
local function expire_if_due(id, now, retention)
  local key = record_key(id)
  local held = call('HMGET', key, 'd', 's')
  if not held[1] or held[2] then leave_queue(id) return 0 end
  local _, expires = header_of(held[1])
  if expires > now then return nil end
  finish_queued(id, key, 'expired', now, retention, true)
  return 1
end

local function fail(id, key, now, retention, error_json)
  finish(key, 'failed', now, retention, 'x', error_json)
  call('ZADD', '${LIFECYCLE_KEYS.deadLetters}', ms(now), id)
  call('ZREMRANGEBYSCORE', '${LIFECYCLE_KEYS.deadLetters}', '-inf', ms(now - retention))
end
`;
