import { UNLINKING_KEYS } from '../unlinkings/unlinking-keys';

const UNLINKING_ID_LENGTH = 36;

/**
 * Defines what the end of a task means for the unlinking that it is a part of, in the very step that
 * ends it, whoever ends it: a worker, or the reconciler that sets it aside.
 *
 * `give_members_up` notes who is still linked as given up; what an operator does not retry in time is
 * forgotten. `take_members_back` is for that retry.
 */
export const MEMBERS_GIVEN_UP = `
local function unlinking_of(id)
  local unlinking = string.sub(id, 1, ${UNLINKING_ID_LENGTH})
  return '${UNLINKING_KEYS.pendingPrefix}' .. unlinking, '${UNLINKING_KEYS.refusedPrefix}' .. unlinking,
    '${UNLINKING_KEYS.progressPrefix}' .. unlinking
end

local function members_of(key)
  local members = string.match(call('HGET', key, 'd'), '\\n(.*)$')
  return members and cjson.decode(members) or {}
end

local function give_members_up(id, key, retention)
  local pending, refused, progress = unlinking_of(id)
  for _, member in ipairs(members_of(key)) do
    if call('SISMEMBER', pending, member) == 1 then call('SADD', refused, member) end
  end
  for _, kept in ipairs({pending, refused, progress}) do call('PEXPIRE', kept, retention) end
end

local function take_members_back(id, key)
  local pending, refused, progress = unlinking_of(id)
  for _, member in ipairs(members_of(key)) do call('SREM', refused, member) end
  for _, kept in ipairs({pending, refused, progress}) do call('PERSIST', kept) end
end
`;
