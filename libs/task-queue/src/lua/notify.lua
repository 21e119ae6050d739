-- @include enqueue
--
-- notify(key, header, revision, now): queues the delivery of how an order ended in the very step that
-- ends it, where its header line says that the client wants one. The delivery's id is the order's with
-- the revision, so that an order which ends again after a replay makes a delivery of its own; what it
-- delivers is a copy of the record at this moment, for the record may move on or go before the receiver
-- is there. Costs an order without `callbackUrl` one comparison. callbacks/delivery.ts reads it.

-- A result longer than this does not fit into a delivery; it is read from the order instead.
local MOST_RESULT_BYTES = 20000

local function notify(key, header, revision, now)
  if not NOTIFIES or string.sub(header, -2) == ' -' then return end
  local generation, lane, correlation, trace, url =
    string.match(header, '^%d+ %d+ (%x+) (%S+) %S+ (%S+) (%S+) %S+ (%l+://%S+)$')
  if not url then return end
  local fields = {'s', 'a', 'u', 'v', 'm', 'n', 'r', 'x'}
  local held = call('HMGET', key, unpack(fields))
  local copy = {d = header}
  for i, field in ipairs(fields) do
    if held[i] and not (field == 'r' and #held[i] > MOST_RESULT_BYTES) then copy[field] = held[i] end
  end
  local id = generation .. string.sub(key, #BASE + 2) .. '-' .. revision
  local own_lane = client_of(lane) .. ':n'
  local words = {ms(now), '0', generation, own_lane, correlation, trace, url}
  local part = table.concat(words, ' ') .. '\n' .. cjson.encode(copy)
  enqueue(TAG .. 'callback', 'callbacks', id, own_lane, now, part)
end
