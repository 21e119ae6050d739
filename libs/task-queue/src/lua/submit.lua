-- @include prelude
-- @include enqueue
--
-- Takes one task without deadline in. ARGV: id, lane, immutable part without its two times. Returns 1, or
-- 0 when it is there already: then nothing was changed.
local now = wall_ms()
return enqueue(BASE, QUEUE, ARGV[1], ARGV[2], now, ms(now) .. ' 0 ' .. ARGV[3]) and 1 or 0
