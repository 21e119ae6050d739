-- @include bell
--
-- enqueue(base, queue, id, lane, now, part): a new task of any kind in this partition, with its record,
-- its place and a bell; false when it is there already. `part` begins with its two times.
local function enqueue(base, queue, id, lane, now, part)
  if call('HSETNX', base .. ':' .. string.sub(id, 7), 'd', part) == 0 then return false end
  call('ZADD', base .. '-queued-' .. priority_of(lane), ms(now), id)
  call('RPUSH', base .. '-lane:' .. lane, id)
  local start = call('GET', base .. '-virtual-time')
  if not start then start = call('ZRANGE', base .. '-lanes', 0, 0, 'WITHSCORES')[2] or 0 end
  call('ZADD', base .. '-lanes', 'NX', start, lane)
  if call('HEXISTS', base .. '-control', 'paused') == 0 then
    ring_unless(bull_prefix(TAG, queue), MOST_WAITING, now)
  end
  return true
end
