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
