-- What the end of a task means for the unlinking that it is a part of, in the very step that ends it,
-- whoever ends it: a worker, or the reconciler that sets it aside. Who is still linked is noted as given
-- up; what an operator does not retry in time is forgotten.
local UNLINKING_ID_LENGTH = 36

local function sets_of(id)
  local unlinking = string.sub(id, 1, UNLINKING_ID_LENGTH)
  return TAG .. 'unlinking-pending:' .. unlinking, TAG .. 'unlinking-refused:' .. unlinking,
    TAG .. 'unlinking-progress:' .. unlinking
end

local function members_of(key)
  local members = string.match(call('HGET', key, 'd'), '\n(.*)$')
  return members and cjson.decode(members) or {}
end

on_failed = function(id, key, retention)
  local pending, refused, progress = sets_of(id)
  for _, member in ipairs(members_of(key)) do
    if call('SISMEMBER', pending, member) == 1 then call('SADD', refused, member) end
  end
  for _, kept in ipairs({pending, refused, progress}) do call('PEXPIRE', kept, retention) end
end

on_replayed = function(id, key)
  local pending, refused, progress = sets_of(id)
  for _, member in ipairs(members_of(key)) do call('SREM', refused, member) end
  for _, kept in ipairs({pending, refused, progress}) do call('PERSIST', kept) end
end
