import { BULL_KEYS, LIFECYCLE_KEYS } from '../lifecycle-keys';
import { ORDERS } from '../task-kind';
import { prelude } from './prelude.lua';

/**
 * Takes a batch of orders in, each with a verdict of its own.
 *
 * ARGV: queue limit, age limit (ms), default TTL (ms), then per order: id, TTL (ms, empty for the
 * default), immutable part without its times, `<hash> <fingerprint>` of the Idempotency-Key or empty.
 * Returns `{now, backlog, verdict…}`, see `AcceptVerdict`: 0 accepted, 1 queue full, 2 queue stale,
 * `{'duplicate'|'replay'|'reused', id, …}`. The whole batch shares one clock reading and one look at
 * the backlog; order of the checks per order: idempotency key, duplicate number, room.
 */
export const ACCEPT_SCRIPT = `${prelude(ORDERS)}
local limit, max_age, default_ttl = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local now = now_ms()
local now_text = ms(now)
local default_times = now_text .. ' ' .. ms(now + default_ttl) .. ' '
local backlog = call('ZCARD', '${LIFECYCLE_KEYS.queued}')
local room = limit - backlog
local stale = false
if backlog > 0 then
  local oldest = call('ZRANGE', '${LIFECYCLE_KEYS.queued}', 0, 0, 'WITHSCORES')
  stale = now - oldest[2] > max_age
end

local function first_with(key)
  local held = call('HMGET', key, 'd', 's')
  local _, _, generation = header_of(held[1])
  return generation .. string.sub(key, ${LIFECYCLE_KEYS.orderPrefix.length + 1}), held[2] or 'queued'
end

local function already_decided(key, idempotency)
  if idempotency ~= '' then
    local hash, fingerprint = string.match(idempotency, '^(%S+) (%S+)$')
    local held = call('GET', '${LIFECYCLE_KEYS.idempotencyPrefix}' .. hash)
    if held then
      local first_fingerprint, first_id = string.match(held, '^(%S+) (%S+)$')
      if first_fingerprint == fingerprint then return {'replay', first_id} end
      return {'reused', first_id}
    end
  end
  if call('EXISTS', key) == 1 then
    local id, status = first_with(key)
    return {'duplicate', id, status}
  end
end

local function remember_key(key, idempotency, id)
  local hash, fingerprint = string.match(idempotency, '^(%S+) (%S+)$')
  local idempotency_key = '${LIFECYCLE_KEYS.idempotencyPrefix}' .. hash
  call('SET', idempotency_key, fingerprint .. ' ' .. id)
  call('HSET', key, 'k', idempotency_key)
end

local verdicts = {now, backlog}
local ids, places = {}, {}
local accepted = 0
for i = 4, #ARGV, 4 do
  local id, ttl, part, idempotency = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local key = record_key(id)
  local fits = accepted < room and not stale
  local verdict
  if idempotency ~= '' or not fits then verdict = already_decided(key, idempotency) end
  if not verdict and not fits then verdict = stale and 2 or 1 end
  if not verdict then
    local times = default_times
    if ttl ~= '' then times = now_text .. ' ' .. ms(now + tonumber(ttl)) .. ' ' end
    if call('HSETNX', key, 'd', times .. part) == 1 then
      verdict = 0
      if idempotency ~= '' then remember_key(key, idempotency, id) end
      if ttl ~= '' then call('ZADD', '${LIFECYCLE_KEYS.deadlines}', now + tonumber(ttl), id) end
      call('HMSET', '${BULL_KEYS.jobPrefix}' .. id, 'name', '__default__', 'data', '{}',
        'opts', '{"removeOnComplete":true,"removeOnFail":true}', 'timestamp', now_text, 'delay', '0', 'priority', '0')
      accepted = accepted + 1
      ids[accepted] = id
      places[2 * accepted - 1] = now_text
      places[2 * accepted] = id
    else
      verdict = already_decided(key, '')
    end
  end
  verdicts[#verdicts + 1] = verdict
end
if accepted > 0 then
  call('ZADD', '${LIFECYCLE_KEYS.queued}', unpack(places))
  call('LPUSH', waiting_list(), unpack(ids))
end
return verdicts`;
