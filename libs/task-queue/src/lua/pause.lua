-- @include prelude
-- @include way-out
-- @include lanes
--
-- Pauses or resumes a kind of task in one partition. ARGV: `1` to pause, `0` to resume. From the answer on
-- no turn begins anything, whoever asks, until it is resumed. Idempotent.
if ARGV[1] == '1' then
  call('HSET', BASE .. '-control', 'paused', ms(wall_ms()))
else
  call('HDEL', BASE .. '-control', 'paused')
  if is_anything_in_lanes() then ring(wall_ms()) end
end
return 1
