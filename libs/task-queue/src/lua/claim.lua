-- @include prelude
-- @include clock
-- @include numbers
--
-- Claims an order for the synchronous path: a record in processing, held by the caller. When the lease
-- runs out unsettled, the order is in doubt and goes to the queue.
--
-- ARGV: id, lane, lease (ms), most in flight (0: no cap), fingerprint of the secret behind ids, immutable
-- part without its times, `<hash> <fingerprint>` or empty.
-- Returns `{'claimed', now}`, `{'saturated'}`, `{'secret'}` or `{'duplicate'|'replay'|'reused', id, status}`.
local id, lane, lease, cap, idempotency = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[7]
if not is_our_secret(ARGV[5]) then return {'secret'} end
local key = record_key(id)
local now = wall_ms()
local first = idempotency ~= '' and first_with_key(idempotency)
if first then return first end
if call('EXISTS', key) == 1 then return first_with_number(key) end
if cap > 0 and call('ZCARD', BASE .. '-leases') >= cap then return {'saturated'} end
local client = client_of(lane)
local _, own_cap = policy_of(client)
if own_cap > 0 and call('SCARD', inflight_key(client)) >= own_cap then return {'saturated'} end
call('HSET', key, 'd', ms(now) .. ' 0 ' .. ARGV[6], 's', 'processing', 'm', 'sync', 'e', 1, 'a', 1, 'u', ms(now), 'v', 1)
call('ZADD', BASE .. '-leases', ms(read_clock(now) + lease), id)
enter_flight(id, client)
if idempotency ~= '' then remember_key(key, idempotency, id) end
return {'claimed', now}
