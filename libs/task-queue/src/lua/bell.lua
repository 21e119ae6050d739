-- A job in Bull's queue says that there is work, not which. Written as Bull 4 itself writes a job.
local MOST_WAITING = 8

local function bull_prefix(tag, queue)
  if PARTITION == '' or PARTITION == '0' then return tag .. queue .. ':' end
  return tag .. queue .. '-' .. PARTITION .. ':'
end

local function ring_unless(bull, enough, now)
  if call('LLEN', bull .. 'wait') >= enough then return false end
  local id = call('INCR', bull .. 'id')
  call('HSET', bull .. id, 'name', '__default__', 'data', '{}',
    'opts', '{"removeOnComplete":true,"removeOnFail":true}', 'timestamp', ms(now), 'delay', '0', 'priority', '0')
  call('LPUSH', bull .. 'wait', id)
  return true
end

-- For work that has just come.
local function ring(now)
  if not is_paused() then ring_unless(bull_prefix(TAG, QUEUE), MOST_WAITING, now) end
end

-- For work that is there: one bell will do.
local function ring_if_silent(now)
  return not is_paused() and ring_unless(bull_prefix(TAG, QUEUE), 1, now)
end

-- How long Bull lets a worker hold a bell, and itself wait between two looks for those that nobody holds,
-- ends by Redis' clock: if that is set back, both would last as much longer.
local LONGEST_HOLD_MS = 60000

local function end_long_holds()
  local bull = bull_prefix(TAG, QUEUE)
  local keys = {bull .. 'stalled-check'}
  for _, id in ipairs(call('LRANGE', bull .. 'active', 0, 63)) do keys[#keys + 1] = bull .. id .. ':lock' end
  for _, key in ipairs(keys) do
    if call('PTTL', key) > LONGEST_HOLD_MS then call('DEL', key) end
  end
end
