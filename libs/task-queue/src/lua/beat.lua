-- @include prelude
-- @include clock
--
-- Keeps the queue clock going where no worker is running. Returns Redis' clock in ms.
local now = wall_ms()
beat_clock(now)
return now
