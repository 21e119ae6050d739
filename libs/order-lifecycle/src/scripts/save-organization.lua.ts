import { UNLINKINGS } from '../task-kind';
import { UNLINKING_KEYS } from '../unlinkings/unlinking-keys';
import { enqueueFunction } from './enqueue.lua';

const { keys } = UNLINKINGS;

/** How many values go to one command: Lua cannot pass on more than some thousands at once. */
const MOST_VALUES = 1_000;

/**
 * Saves an organization if its revision is still the expected one and, in the same step, takes in
 * the unlinking that follows from it: no process can die between the two.
 *
 * Tasks are queued, or claimed by the caller for a lease: then they are in processing under epoch 1
 * without a job, and go to the queue when the lease runs out.
 *
 * ARGV: client, organization, expected revision (0: there must be none), state (JSON), lease (ms; 0:
 * queue), unlinking id or empty, members (JSON), then id and part of each task. Returns `{revision,
 * now}`, or `{-1, found}` when another revision was found.
 */
export const SAVE_ORGANIZATION_SCRIPT = `
local call = redis.call
${enqueueFunction(UNLINKINGS)}
local client, organization, expected, state = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local lease, unlinking = tonumber(ARGV[5]), ARGV[6]
local key = '${UNLINKING_KEYS.organizationPrefix}' .. client .. ':' .. organization
local found = tonumber(call('HGET', key, 'v') or '0')
if found ~= expected then return {-1, found} end
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function ms(number) return string.format('%.0f', number) end
call('HSET', key, 'd', state, 'v', expected + 1, 'u', ms(now))
if unlinking == '' then return {expected + 1, now} end

local members = cjson.decode(ARGV[7])
call('HSET', '${UNLINKING_KEYS.progressPrefix}' .. unlinking,
  'c', client, 'o', organization, 'n', #members, 't', ms(now))
for first = 1, #members, ${MOST_VALUES} do
  local last = math.min(first + ${MOST_VALUES} - 1, #members)
  call('SADD', '${UNLINKING_KEYS.pendingPrefix}' .. unlinking, unpack(members, first, last))
end
for i = 8, #ARGV, 2 do
  local id, part = ARGV[i], ms(now) .. ' 0 ' .. ARGV[i + 1]
  if lease == 0 then
    enqueue_${UNLINKINGS.name}(id, ms(now), part)
  else
    call('HSET', '${keys.recordPrefix}' .. string.sub(id, 7), 'd', part, 's', 'processing',
      'e', 1, 'a', 1, 'l', ms(now + lease), 'u', ms(now), 'v', 1)
    call('ZADD', '${keys.leases}', ms(now + lease), id)
  end
end
return {expected + 1, now}`;

/**
 * Notes members as unlinked; with the last one the unlinking has ended, and with the last one of those
 * that were not given up it can be forgotten. ARGV: unlinking id, retention (ms), members. May be
 * repeated. Returns how many are still pending.
 */
export const UNLINKED_SCRIPT = `
local call = redis.call
local progress = '${UNLINKING_KEYS.progressPrefix}' .. ARGV[1]
local pending = '${UNLINKING_KEYS.pendingPrefix}' .. ARGV[1]
local refused = '${UNLINKING_KEYS.refusedPrefix}' .. ARGV[1]
if call('EXISTS', progress) == 0 then return 0 end
for i = 3, #ARGV do
  call('SREM', pending, ARGV[i])
  call('SREM', refused, ARGV[i])
end
local left = call('SCARD', pending)
if left == 0 and call('HEXISTS', progress, 'z') == 0 then
  local time = call('TIME')
  call('HSET', progress, 'z', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
  call('PEXPIRE', progress, ARGV[2])
elseif left > 0 and left == call('SCARD', refused) then
  for _, kept in ipairs({progress, pending, refused}) do call('PEXPIRE', kept, ARGV[2]) end
end
return left`;
