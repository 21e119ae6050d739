import type { TaskKind } from '../task-kind';
import { MEMBERS_GIVEN_UP } from './given-up.lua';
import { tellOutcome } from './outcome.lua';
import { prelude } from './prelude.lua';

/** What the scripts that move a task on have in common, above the prelude. */
export function transitions(kind: TaskKind): string {
  return `${prelude(kind)}${jobs(kind)}${changes(kind)}${endings(kind)}`;
}

/** Tasks' jobs in Bull's queue. */
function jobs({ bull }: TaskKind): string {
  return `
local function write_job(id, now)
  call('HMSET', '${bull.jobPrefix}' .. id, 'name', '__default__', 'data', '{}',
    'opts', '{"removeOnComplete":true,"removeOnFail":true}', 'timestamp', now, 'delay', '0', 'priority', '0')
end

-- Puts a job at the head of the line: it has waited before.
local function put_job_first(id, now)
  call('LREM', '${bull.active}', 0, id)
  call('DEL', '${bull.jobPrefix}' .. id)
  write_job(id, ms(now))
  call('RPUSH', waiting_list(), id)
end

-- Takes the job of a task that ended while it waited out of the line, from the likelier end.
local function drop_job(id, from_head)
  call('LREM', waiting_list(), from_head and -1 or 1, id)
  call('DEL', '${bull.jobPrefix}' .. id)
end
`;
}

function changes({ keys }: TaskKind): string {
  return `
local function is_of(id, generation) return string.sub(id, 1, 6) == generation end

-- To whoever watches the task.
local function publish(key, revision)
  call('PUBLISH', '${keys.changedPrefix}' .. string.sub(key, ${keys.recordPrefix.length + 1}), revision)
end

-- Every change but the intake makes a new revision and publishes it; begin and finish, which every
-- task comes through, write theirs along with the rest.
local function changed(key)
  publish(key, call('HINCRBY', key, 'v', 1))
end

local function leave_queue(id)
  call('ZREM', '${keys.queued}', id)
  call('ZREM', '${keys.deadlines}', id)
end
`;
}

function endings(kind: TaskKind): string {
  const { keys, outcomes, partOfUnlinking } = kind;
  return `${outcomes ? tellOutcome(kind, outcomes) : ''}${partOfUnlinking ? MEMBERS_GIVEN_UP : ''}
-- Ends a task: final status, retention, shrunken record (a failed one stays whole, for a retry).
local function finish(key, status, now, retention, text_field, text)
  local held = call('HMGET', key, 'd', 'k', 'v')
  local header = string.match(held[1], '^[^\\n]*')
  local revision = (held[3] or 0) + 1
  if status == 'failed' then
    call('HSET', key, 's', status, 'u', ms(now), 'v', revision, text_field, text)
  elseif text_field then
    call('HSET', key, 's', status, 'u', ms(now), 'v', revision, 'd', header, text_field, text)
  else
    call('HSET', key, 's', status, 'u', ms(now), 'v', revision, 'd', header)
  end
  -- What went wrong on the way is no part of a success.
  if status == 'completed' then call('HDEL', key, 'l', 'w', 'x') else call('HDEL', key, 'l', 'w') end
  call('PEXPIRE', key, retention)
  if held[2] then call('PEXPIRE', held[2], retention) end
  publish(key, revision)
  call('HINCRBY', '${keys.counters}', status, 1)
  ${outcomes ? 'tell_outcome(key, header, revision, now)' : ''}
end

local function finish_queued(id, key, status, now, retention, from_head)
  leave_queue(id)
  drop_job(id, from_head)
  finish(key, status, now, retention)
end

-- Ends a queued task whose deadline has passed. 1 when it did, 0 when it was not queued, nil when it has time left.
local function expire_if_due(id, now, retention)
  local key = record_key(id)
  local held = call('HMGET', key, 'd', 's')
  if not held[1] or held[2] then leave_queue(id) return 0 end
  local _, expires = header_of(held[1])
  if expires == 0 or expires > now then return nil end
  finish_queued(id, key, 'expired', now, retention, true)
  return 1
end

local function fail(id, key, now, retention, error_json)
  finish(key, 'failed', now, retention, 'x', error_json)
  call('ZADD', '${keys.deadLetters}', ms(now), id)
  call('ZREMRANGEBYSCORE', '${keys.deadLetters}', '-inf', ms(now - retention))
  ${partOfUnlinking ? 'give_members_up(id, key, retention)' : ''}
end
`;
}
