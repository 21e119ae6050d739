-- What every script begins with. KEYS[1] is the base of a kind of task in one partition, such as
-- `{sluice:0}:order`; every other key is derived from it and shares its hash tag. The loader puts the
-- kind's constants (QUEUE, DOUBTS, NOTIFIES) in front. All keys are listed in keys.ts.
--
-- A script's error does not roll back what it wrote: each script checks first and writes last.
--
-- Fields of a record:
--   d  immutable part: header line, line feed, payload; once ended, the header line alone
--   s  status; absent while queued
--   e  epoch: raised by every begin; who ends an attempt needs the current one
--   a  attempts: how often the task was begun
--   w  `1` while it waits for a due time, `2` while it waits in a lane, absent while somebody holds it
--   b  present once the order was in doubt: only a definite answer may end it
--   c  how often a holder vanished with the task
--   m  `sync` for an order taken in synchronously
--   n  not before this moment (ms), where the client asked for it
--   u  time of the last change in ms; absent until the first one
--   v  revision: how many changes there were; absent until the first one
--   r, x  result, error (JSON)
--   k  key in Redis of the request's Idempotency-Key
local call = redis.call
local BASE = KEYS[1]
local TAG, PARTITION = string.match(BASE, '^({[^}:]*:?(%d*)}:)')

-- Numbers beyond 2^31 would lose digits in Lua's own conversion.
local function ms(number) return string.format('%.0f', number) end

-- Redis' clock in ms.
local function wall_ms()
  local time = call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function record_key(id) return BASE .. ':' .. string.sub(id, 7) end

-- created, expires, generation, lane (`client:priority`) of an immutable part
local function header_of(part)
  local created, expires, generation, lane = string.match(part, '^(%d+) (%d+) (%x+) (%S+) ')
  return tonumber(created), tonumber(expires), generation, lane
end

local function client_of(lane) return string.sub(lane, 1, -3) end

local function priority_of(lane) return string.sub(lane, -1) end

local function is_of(id, generation) return string.sub(id, 1, 6) == generation end

-- Whether an immutable part is this task's, and not of a later one with the same number.
local function is_record_of(id, part)
  local _, _, generation = header_of(part)
  return is_of(id, generation)
end

local function is_paused() return call('HEXISTS', BASE .. '-control', 'paused') == 1 end

-- Lanes that share what is begun: with those of clients that have as many in flight as they may, for their
-- turn comes again.
local function lanes_in_use()
  return call('ZCARD', BASE .. '-lanes') + call('ZCARD', BASE .. '-parked-lanes')
end
