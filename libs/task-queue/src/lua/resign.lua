-- @include prelude
--
-- Gives leadership up. ARGV: name. Somebody else's is left alone.
local leader = string.match(call('GET', BASE .. '-reconciler') or '', '^(%S+) ')
return leader == ARGV[1] and call('DEL', BASE .. '-reconciler') or 0
