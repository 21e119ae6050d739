-- @include prelude
-- @include lanes
--
-- Clients' weights and caps in this partition, all at once. ARGV: digest of all that follows; then client,
-- weight, cap (0: none) of each. What is in force already is known by its digest, which stands beside them
-- under a name that no client has.
-- A cap counts from the first moment: what its client has in flight is looked up. Returns how many of
-- them changed.
local MOST_LOOKED_AT = 5000
if #ARGV > 1 and call('HGET', POLICIES, '') == ARGV[1] then return 0 end
local before = {}
local held = call('HGETALL', POLICIES)
for i = 1, #held, 2 do before[held[i]] = held[i + 1] end
local changed, newly_capped, has_new_cap = 0, {}, false
before[''] = nil
call('DEL', POLICIES)
if #ARGV > 1 then call('HSET', POLICIES, '', ARGV[1]) end
for i = 2, #ARGV, 3 do
  local client, cap = ARGV[i], tonumber(ARGV[i + 2])
  local policy = ARGV[i + 1] .. ' ' .. ARGV[i + 2]
  call('HSET', POLICIES, client, policy)
  if before[client] ~= policy then changed = changed + 1 end
  local had_cap = string.match(before[client] or '', ' [1-9]') ~= nil
  if cap > 0 and not had_cap then
    newly_capped[client], has_new_cap = true, true
    -- Nobody took out of it what ended while there was no cap.
    call('DEL', inflight_key(client))
  end
  if cap > 0 then before[client] = nil end
end
for client, policy in pairs(before) do
  if string.match(policy, ' [1-9]') then call('DEL', inflight_key(client)) end
end
if has_new_cap then
  for _, id in ipairs(call('ZRANGE', BASE .. '-leases', 0, MOST_LOOKED_AT - 1)) do
    local part = call('HGET', record_key(id), 'd')
    local _, _, _, lane = header_of(part or '')
    if lane and newly_capped[client_of(lane)] then call('SADD', inflight_key(client_of(lane)), id) end
  end
end
return changed
