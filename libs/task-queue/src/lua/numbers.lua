-- @include lanes
--
-- What the intake asks before it writes: is the idempotency key known, is the order number taken, do all
-- gateways make ids with the same secret?

-- The records of this partition are kept under ids made with one secret; its fingerprint is noted with
-- the first of them. A gateway with another secret would not see a duplicate.
local function is_our_secret(fingerprint)
  local key = BASE .. '-id-fingerprint'
  local noted = call('GET', key)
  if not noted then
    call('SET', key, fingerprint)
    return true
  end
  return noted == fingerprint
end

-- `<hash> <fingerprint>`, and of an order of a batch the hash of the batch's key and how long that is kept.
local function split_idempotency(words)
  return string.match(words, '^(%S+) (%S+) ?(%S*) ?(%d*)$')
end

-- What an earlier request with this idempotency key came to, if there was one.
local function first_with_key(words)
  local hash, fingerprint, batch = split_idempotency(words)
  local held = call('GET', TAG .. 'idempotency:' .. hash)
  if held then
    local first_fingerprint, first_id = string.match(held, '^(%S+) (%S+)$')
    return {first_fingerprint == fingerprint and 'replay' or 'reused', first_id}
  end
  if batch == '' then return nil end
  local covered = call('GET', TAG .. 'idempotency:' .. batch)
  if covered and covered ~= fingerprint .. ' -' then return {'reused', '-'} end
end

-- An order of a batch binds the batch's key as well: the batch has been taken in, at least in part.
local function remember_key(key, words, id)
  local hash, fingerprint, batch, kept = split_idempotency(words)
  local idempotency_key = TAG .. 'idempotency:' .. hash
  call('SET', idempotency_key, fingerprint .. ' ' .. id)
  call('HSET', key, 'k', idempotency_key)
  if batch ~= '' then call('SET', TAG .. 'idempotency:' .. batch, fingerprint .. ' -', 'PX', kept) end
end

-- The order that has this number.
local function first_with_number(key)
  local held = call('HMGET', key, 'd', 's')
  local _, _, generation = header_of(held[1])
  return {'duplicate', generation .. string.sub(key, #BASE + 2), held[2] or 'queued'}
end
