import type { TaskKind } from '../task-kind';
import { transitions } from './transitions.lua';

const HELD_BY_US = `
local id, epoch = ARGV[1], ARGV[2]
local key = record_key(id)
local held = call('HMGET', key, 's', 'e')
if held[1] ~= 'processing' or held[2] ~= epoch then return 0 end
local now = now_ms()
`;

/**
 * Processing under this epoch → completed or failed.
 *
 * ARGV: id, epoch, retention (ms), status, JSON of the result or error. Returns 1, or 0 when the
 * task is no longer held under this epoch: then nothing was changed.
 */
export function settleScript(kind: TaskKind): string {
  const { keys } = kind;
  return `${transitions(kind)}${HELD_BY_US}
local retention, status, text = ARGV[3], ARGV[4], ARGV[5]
call('ZREM', '${keys.leases}', id)
if status == 'completed' then
  finish(key, status, now, retention, 'r', text)
else
  fail(id, key, now, retention, text)
end
return 1`;
}

/**
 * Gives a task in processing back for a later attempt; it stays in processing.
 *
 * ARGV: id, epoch, delay (ms), `1` when the task is in doubt now, JSON of the error, `1` when nothing
 * was tried, so that the attempt does not count. Returns 1 or 0 as above. Once in doubt, an order stays
 * in doubt until it is settled.
 */
export function retryLaterScript(kind: TaskKind): string {
  const { keys } = kind;
  return `${transitions(kind)}${HELD_BY_US}
local due = ms(now + ARGV[3])
call('HSET', key, 'l', due, 'w', '1', 'u', ms(now), 'x', ARGV[5])
if ARGV[4] == '1' then call('HSET', key, 'b', '1') end
if ARGV[6] == '1' then call('HINCRBY', key, 'a', -1) end
changed(key)
call('ZADD', '${keys.leases}', due, id)
return 1`;
}

/**
 * Renews leases. ARGV: lease (ms), then id and epoch of each. Returns a 1 or 0 for each, 0 when the
 * task is no longer held under that epoch.
 */
export function renewScript(kind: TaskKind): string {
  const { keys } = kind;
  return `${transitions(kind)}
local due = ms(now_ms() + ARGV[1])
local renewed = {}
for i = 2, #ARGV, 2 do
  local id = ARGV[i]
  local key = record_key(id)
  local held = call('HMGET', key, 's', 'e', 'w')
  local ours = held[1] == 'processing' and held[2] == ARGV[i + 1] and not held[3]
  if ours then
    call('HSET', key, 'l', due)
    call('ZADD', '${keys.leases}', due, id)
  end
  renewed[#renewed + 1] = ours and 1 or 0
end
return renewed`;
}
