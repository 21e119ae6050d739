import type { TaskKind } from '../task-kind';

/**
 * Defines `enqueue_<kind>(id, now, part)`: a new task of this kind with its record, its place and
 * its job. May be rendered into another kind's script; false when the task is there already.
 *
 * @see accept.lua.ts, which does the same to a whole batch at once
 */
export function enqueueFunction({ name, keys, bull }: TaskKind): string {
  return `
local function enqueue_${name}(id, now, part)
  if call('HSETNX', '${keys.recordPrefix}' .. string.sub(id, 7), 'd', part) == 0 then return false end
  call('ZADD', '${keys.queued}', now, id)
  call('HMSET', '${bull.jobPrefix}' .. id, 'name', '__default__', 'data', '{}',
    'opts', '{"removeOnComplete":true,"removeOnFail":true}', 'timestamp', now, 'delay', '0', 'priority', '0')
  local paused = call('EXISTS', '${bull.metaPaused}') == 1
  call('LPUSH', paused and '${bull.paused}' or '${bull.wait}', id)
  return true
end
`;
}

/**
 * Takes one task without deadline in. ARGV: id, immutable part without its two times. Returns 1, or
 * 0 when it is there already: then nothing was changed.
 */
export function submitScript(kind: TaskKind): string {
  return `
local call = redis.call
${enqueueFunction(kind)}
local time = call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
return enqueue_${kind.name}(ARGV[1], now, now .. ' 0 ' .. ARGV[2]) and 1 or 0`;
}
