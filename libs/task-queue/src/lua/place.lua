-- @include prelude
-- @include clock
-- @include lanes
--
-- Where a task stands, as far as can be told without walking its lane. ARGV: id. Returns `{ahead, wait}`:
-- how many are likely to be begun before it, and the time (ms) until its not-before or its next attempt.
local id = ARGV[1]
local held = call('HMGET', record_key(id), 'd', 's', 'n')
if not held[1] then return {0, 0} end
local now = wall_ms()
if held[2] then
  local due = tonumber(call('ZSCORE', BASE .. '-retries', id) or 0)
  return {0, due < math.huge and math.max(0, due - read_clock(now)) or 0}
end
local created, _, _, lane = header_of(held[1])
local length = call('LLEN', lane_key(lane))
local active = math.max(1, lanes_in_use())
if call('ZSCORE', BASE .. '-scheduled', id) then return {length * active, math.max(0, held[3] - now)} end

local since = call('ZSCORE', queued_key(lane), id) or created
local older = call('ZRANK', queued_key(lane), id) or 0
for _, priority in ipairs({'h', 'n', 'l'}) do
  if priority ~= priority_of(lane) then
    older = older + call('ZCOUNT', BASE .. '-queued-' .. priority, '-inf', '(' .. since)
  end
end
-- Within its lane, by its time between those of the first and the last.
local first, last = call('LINDEX', lane_key(lane), 0), call('LINDEX', lane_key(lane), -1)
local first_since = first and call('ZSCORE', queued_key(lane), first)
local last_since = last and call('ZSCORE', queued_key(lane), last)
local place = length
if first == id then place = 0
elseif first_since and last_since and tonumber(last_since) > tonumber(first_since) then
  place = math.floor(length * (since - first_since) / (last_since - first_since))
end
return {math.min(older, place * active), 0}
