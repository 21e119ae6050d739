-- The queue clock: Redis' clock without its steps. It measures leases and pauses before retries, so
-- that they keep their length when somebody sets Redis' clock, or when Redis stood still. It never
-- goes back, and between two beats it advances by at most MOST_ADVANCE_MS. Whoever watches the queue
-- (the leading reconciler, each gateway) beats several times within that.
--
-- `<tag>clock`: wall (Redis' clock at the last beat), ticks (the queue clock then), steady (since when
-- Redis' clock has advanced without a gap).
local MOST_ADVANCE_MS = 2000
-- A deadline that has passed by a clock which just made a step is looked at a second time after this.
local CONFIRM_AFTER_MS = 5000

local function advance_of(gap) return math.max(0, math.min(gap, MOST_ADVANCE_MS)) end

-- The queue clock at `now`, and whether deadlines may be judged by Redis' clock.
local function read_clock(now)
  local beat = call('HMGET', TAG .. 'clock', 'wall', 'ticks', 'steady')
  if not beat[1] then return now, true end
  local gap = now - beat[1]
  local is_steady = gap >= -1000 and gap <= MOST_ADVANCE_MS and now - beat[3] >= CONFIRM_AFTER_MS
  return beat[2] + advance_of(gap), is_steady
end

-- The same, noted for those who look later.
local function beat_clock(now)
  local beat = call('HMGET', TAG .. 'clock', 'wall', 'ticks', 'steady')
  if not beat[1] then
    call('HSET', TAG .. 'clock', 'wall', ms(now), 'ticks', ms(now), 'steady', 0)
    return now, true
  end
  local gap = now - beat[1]
  local ticks = beat[2] + advance_of(gap)
  local steady = tonumber(beat[3])
  if gap < -1000 or gap > MOST_ADVANCE_MS then steady = now end
  call('HSET', TAG .. 'clock', 'wall', ms(now), 'ticks', ms(ticks), 'steady', ms(steady))
  return ticks, now - steady >= CONFIRM_AFTER_MS
end
