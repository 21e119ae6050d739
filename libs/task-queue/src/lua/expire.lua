-- @include prelude
-- @include way-out
-- @include clock
-- @include endings
--
-- Ends a queued task whose deadline has passed. ARGV: id, retention (ms). Returns 1 when it did.
local now = wall_ms()
local _, is_steady = read_clock(now)
if not is_steady then return 0 end
local expired = expire_if_due(ARGV[1], now, ARGV[2]) or 0
write_counts()
return expired
