-- @include prelude
-- @include way-out
-- @include clock
--
-- Renews leases. ARGV: lease (ms), then id and epoch of each. Returns a 1 or 0 for each, 0 when the task
-- is no longer held under that epoch.
local due = ms(read_clock(wall_ms()) + ARGV[1])
local renewed = {}
for i = 2, #ARGV, 2 do
  local held = call('HMGET', record_key(ARGV[i]), 's', 'e', 'w', 'd')
  local is_held = held[1] == 'processing' and held[2] == ARGV[i + 1] and not held[3] and is_record_of(ARGV[i], held[4])
  if is_held then call('ZADD', BASE .. '-leases', due, ARGV[i]) end
  renewed[#renewed + 1] = is_held and 1 or 0
end
return renewed
