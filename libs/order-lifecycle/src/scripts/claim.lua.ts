import { LIFECYCLE_KEYS } from '../lifecycle-keys';
import { ORDERS } from '../task-kind';
import { prelude } from './prelude.lua';

/**
 * Claims an order for the synchronous path: a record in processing with a lease and no job. When the
 * lease runs out unsettled, the order is in doubt and the reconciler makes a job of it.
 *
 * ARGV: id, lease (ms), immutable part without its times, `<hash> <fingerprint>` or empty.
 * Returns `{0, now}` or `{'duplicate'|'replay'|'reused', id, status}`.
 */
export const CLAIM_SCRIPT = `${prelude(ORDERS)}
local id, lease, part, idempotency = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local key = record_key(id)
local now = now_ms()
local hash, fingerprint = string.match(idempotency, '^(%S+) (%S+)$')
local idempotency_key
if hash then
  idempotency_key = '${LIFECYCLE_KEYS.idempotencyPrefix}' .. hash
  local held = call('GET', idempotency_key)
  if held then
    local first_fingerprint, first_id = string.match(held, '^(%S+) (%S+)$')
    return {first_fingerprint == fingerprint and 'replay' or 'reused', first_id}
  end
end
if call('HSETNX', key, 'd', ms(now) .. ' 0 ' .. part) == 0 then
  local held = call('HMGET', key, 'd', 's')
  local _, _, generation = header_of(held[1])
  return {'duplicate', generation .. string.sub(id, 7), held[2] or 'queued'}
end
call('HSET', key, 's', 'processing', 'm', 'sync', 'e', 1, 'a', 1, 'l', ms(now + lease), 'u', ms(now), 'v', 1)
call('ZADD', '${LIFECYCLE_KEYS.leases}', ms(now + lease), id)
if idempotency_key then
  call('SET', idempotency_key, fingerprint .. ' ' .. id)
  call('HSET', key, 'k', idempotency_key)
end
return {0, now}`;
