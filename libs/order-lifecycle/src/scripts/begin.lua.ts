import type { TaskKind } from '../task-kind';
import { transitions } from './transitions.lua';

/** How many vanished holders are taken for bad luck. */
const FREE_TAKEOVERS = 3;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;
/** How many vanished holders a task that may be failed survives. */
const MOST_TAKEOVERS = 8;

/**
 * Queued, or in processing with a lease that ran out → processing under a new epoch.
 *
 * ARGV: id, lease (ms), retention (ms), JSON of the error of a task whose time ran out between two
 * attempts that surely did not get through, JSON of the error of one that lost too many holders.
 * Returns `{'begun', epoch, attempts, inDoubt, immutable part}` or one of `'unknown'`, `'ended'`,
 * `'leased'`, `'expired'`. A task whose deadline has passed is ended here and never handed out.
 *
 * Taking over from a holder that vanished puts an order in doubt: that holder may have sent it. A
 * task that loses holder after holder may be what kills them, so it is handed out ever more rarely;
 * one that knows no doubt is failed in the end.
 */
export function beginScript(kind: TaskKind): string {
  const { keys, doubts } = kind;
  return `${transitions(kind)}
local id, lease, retention = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local key = record_key(id)
local held = call('HMGET', key, 'd', 's', 'l', 'w', 'b', 'e', 'a', 'v')
local part, status = held[1], held[2] or 'queued'
if not part then return 'unknown' end
local _, expires, generation = header_of(part)
if not is_of(id, generation) then return 'unknown' end
local now = now_ms()
local in_doubt = held[5]
if status == 'queued' then
  if expires > 0 and expires <= now then
    finish_queued(id, key, 'expired', now, retention, true)
    return 'expired'
  end
  leave_queue(id)
elseif status == 'processing' then
  if tonumber(held[3]) > now then return 'leased' end
  if not in_doubt and held[4] and expires > 0 and expires <= now then
    call('ZREM', '${keys.leases}', id)
    fail(id, key, now, retention, ARGV[4])
    return 'expired'
  end
  if not held[4] then
    local vanished = call('HINCRBY', key, 'c', 1)
    ${doubts ? MARK_DOUBT : failWhoLosesTooMany(kind)}
    if vanished > ${FREE_TAKEOVERS} then
      local pause = math.min(${LONGEST_PAUSE_MS}, ${FIRST_PAUSE_MS} * 2 ^ (vanished - ${FREE_TAKEOVERS} - 1))
      call('HSET', key, 'w', '1', 'l', ms(now + pause))
      call('ZADD', '${keys.leases}', ms(now + pause), id)
      return 'leased'
    end
  end
else
  return 'ended'
end
local due = ms(now + lease)
local epoch, attempts, revision = (held[6] or 0) + 1, (held[7] or 0) + 1, (held[8] or 0) + 1
call('HSET', key, 's', 'processing', 'l', due, 'u', ms(now), 'e', epoch, 'a', attempts, 'v', revision)
if held[4] then call('HDEL', key, 'w') end
publish(key, revision)
call('ZADD', '${keys.leases}', due, id)
return {'begun', epoch, attempts, in_doubt and 1 or 0, part}`;
}

const MARK_DOUBT = `in_doubt = '1'
    call('HSET', key, 'b', '1')`;

function failWhoLosesTooMany({ keys }: TaskKind): string {
  return `if vanished > ${MOST_TAKEOVERS} then
      call('ZREM', '${keys.leases}', id)
      fail(id, key, now, retention, ARGV[5])
      return 'expired'
    end`;
}
