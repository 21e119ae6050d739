import type { TaskKind } from '../task-kind';
import { transitions } from './transitions.lua';

/** How far from the head of the line a job that was put back is looked for. */
const HEAD_LOOK = 1000;

/** How many jobs at the head of the line tell what the line has come to. */
const HEAD_SAMPLE = 64;

/**
 * One bounded pass over what is due; never a walk along the queue.
 *
 * ARGV: leader's name, leadership (ms), most per kind, retention (ms), grace (ms), recheck (ms),
 * most losses, JSON of the quarantine's error. Returns `{0}` when somebody else leads, else
 * `{1, expired, lost, retries, lapsed leases, sync orders in doubt, quarantined}`.
 *
 * A queued task is *lost* when the line has moved past its place: the head of the line holds one
 * accepted later, or nothing. A worker that holds it in advance shows by Bull's lock, which serves as
 * a hint to wait only. Jobs are put back at the head; a job that is there already is left alone, so
 * that a paused queue does not grow. A doubled job would be harmless: begin hands a task out once.
 * One whose job vanishes again and again before it is begun, and so before it is sent, is taken
 * for the cause and quarantined as failed.
 */
export function reconcileScript(kind: TaskKind): string {
  const steps = [lead, lookAtLine, endLate, putBackLapsed, putBackLost];
  return `${transitions(kind)}${steps.map((step) => step(kind)).join('')}
return {1, expired, lost, retries, lapsed, sync_doubts, quarantined}`;
}

function lead({ keys }: TaskKind): string {
  return `
local leader, leadership, most, retention = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local grace, recheck = tonumber(ARGV[5]), tonumber(ARGV[6])
local most_lost, quarantine_error = tonumber(ARGV[7]), ARGV[8]
local leading = call('GET', '${keys.reconciler}')
if leading and leading ~= leader then return {0} end
call('SET', '${keys.reconciler}', leader, 'PX', leadership)
local now = now_ms()
local line = waiting_list()
`;
}

function lookAtLine({ bull }: TaskKind): string {
  return `
-- Beyond where it is looked for, a job counts as waiting if it is written and nobody has popped it.
local function stands_in_line(id)
  if call('LPOS', line, id, 'RANK', -1, 'MAXLEN', ${HEAD_LOOK}) then return true end
  if call('LLEN', line) <= ${HEAD_LOOK} then return false end
  return call('EXISTS', '${bull.jobPrefix}' .. id) == 1 and not call('LPOS', '${bull.active}', id)
end

local function is_held_by_a_worker(id)
  return call('EXISTS', '${bull.jobPrefix}' .. id .. ':lock') == 1
end
`;
}

function endLate({ keys }: TaskKind): string {
  return `
-- The oldest first: with one TTL for all, the first order that has time left ends the search.
local expired = 0
for _, id in ipairs(call('ZRANGE', '${keys.queued}', 0, most - 1)) do
  local done = expire_if_due(id, now, retention)
  if not done then break end
  expired = expired + done
end
for _, id in ipairs(call('ZRANGEBYSCORE', '${keys.deadlines}', '-inf', ms(now), 'LIMIT', 0, most)) do
  expired = expired + (expire_if_due(id, now, retention) or 0)
end
`;
}

function putBackLapsed({ keys }: TaskKind): string {
  return `
-- Leases that ran out: planned retries, vanished holders, sync orders in doubt.
local retries, lapsed, sync_doubts = 0, 0, 0
for _, id in ipairs(call('ZRANGEBYSCORE', '${keys.leases}', '-inf', ms(now), 'LIMIT', 0, most)) do
  local held = call('HMGET', record_key(id), 's', 'w', 'm', 'e')
  if held[1] ~= 'processing' then
    call('ZREM', '${keys.leases}', id)
  else
    if not stands_in_line(id) then
      put_job_first(id, now)
      if held[2] then retries = retries + 1
      elseif held[3] == 'sync' and held[4] == '1' then sync_doubts = sync_doubts + 1
      else lapsed = lapsed + 1 end
    end
    call('ZADD', '${keys.leases}', ms(now + recheck), id)
  end
end
`;
}

function putBackLost({ keys, bull }: TaskKind): string {
  return `
-- How far the line has come: the earliest place among the jobs at its head.
-- None of them queued says nothing of a longer line; of a short one it says that all queued are lost.
local come_to = call('LLEN', line) > ${HEAD_SAMPLE} and math.huge or now
for _, id in ipairs(call('LRANGE', line, -${HEAD_SAMPLE}, -1)) do
  local place = call('ZSCORE', '${keys.queued}', id)
  if place then come_to = math.min(come_to, tonumber(place)) end
end
if come_to == math.huge then come_to = 0 end
local lost, quarantined = 0, 0
local past = call('ZRANGEBYSCORE', '${keys.queued}', '-inf', ms(come_to - grace), 'LIMIT', 0, most)
for i = #past, 1, -1 do
  local id = past[i]
  if not is_held_by_a_worker(id) and not stands_in_line(id) then
    local key = record_key(id)
    if call('HINCRBY', key, 'q', 1) < most_lost then
      put_job_first(id, now)
      lost = lost + 1
    else
      leave_queue(id)
      drop_job(id, true)
      call('LREM', '${bull.active}', 0, id)
      fail(id, key, now, retention, quarantine_error)
      quarantined = quarantined + 1
    end
  end
end
`;
}

/** Gives leadership up. ARGV: leader's name. Somebody else's is left alone. */
export function resignScript({ keys }: TaskKind): string {
  return `
if redis.call('GET', '${keys.reconciler}') ~= ARGV[1] then return 0 end
return redis.call('DEL', '${keys.reconciler}')`;
}
