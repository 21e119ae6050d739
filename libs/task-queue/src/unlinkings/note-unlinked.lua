-- @include prelude
--
-- Notes members as unlinked; with the last one the unlinking has ended, and with the last one of those
-- that were not given up it can be forgotten. ARGV: unlinking id, retention (ms), members. May be
-- repeated. Returns how many are still pending.
local progress = TAG .. 'unlinking-progress:' .. ARGV[1]
local pending = TAG .. 'unlinking-pending:' .. ARGV[1]
local refused = TAG .. 'unlinking-refused:' .. ARGV[1]
if call('EXISTS', progress) == 0 then return 0 end
for i = 3, #ARGV do
  call('SREM', pending, ARGV[i])
  call('SREM', refused, ARGV[i])
end
local left = call('SCARD', pending)
if left == 0 and call('HEXISTS', progress, 'z') == 0 then
  call('HSET', progress, 'z', ms(wall_ms()))
  call('PEXPIRE', progress, ARGV[2])
elseif left > 0 and left == call('SCARD', refused) then
  for _, kept in ipairs({progress, pending, refused}) do call('PEXPIRE', kept, ARGV[2]) end
end
return left
