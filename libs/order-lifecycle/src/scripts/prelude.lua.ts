import type { TaskKind } from '../task-kind';

/**
 * What every lifecycle script begins with; kept short, for accept pays for every line of it. A
 * script's error does not roll back what it wrote, so each script checks first and writes last.
 * Record fields:
 *
 * | field | holds |
 * | --- | --- |
 * | `d` | immutable part: header line, line feed, payload (of an order see `order-header.ts`) |
 * | `s` | status; absent while queued |
 * | `e` | epoch: raised by every begin; settle needs the current one |
 * | `a` | attempts: how often the order was sent towards the backend |
 * | `l` | end of the lease in ms; a begin before that is refused |
 * | `w` | present while the lease is a planned wait for a retry, not a holder's |
 * | `b` | present once the order was in doubt: only a definite answer may end it |
 * | `c` | how often a holder vanished with the order |
 * | `q` | how often the order's job vanished before it was begun |
 * | `m` | `sync` for an order taken in synchronously |
 * | `u` | time of the last change in ms; absent until the first one |
 * | `v` | revision: how many changes there were; absent until the first one |
 * | `r`, `x` | result, error (JSON) |
 * | `k` | key in Redis of the request's Idempotency-Key |
 */
export function prelude({ keys, bull }: TaskKind): string {
  return `
local call = redis.call

local function now_ms()
  local time = call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function ms(number) return string.format('%.0f', number) end

local function record_key(id) return '${keys.recordPrefix}' .. string.sub(id, 7) end

-- acceptedAt, expiresAt, generation, client of an immutable part
local function header_of(text)
  local accepted, expires, generation, client = string.match(text, '^(%d+) (%d+) (%x+) (%S+) ')
  return tonumber(accepted), tonumber(expires), generation, client
end

local function waiting_list()
  if call('EXISTS', '${bull.metaPaused}') == 1 then return '${bull.paused}' end
  return '${bull.wait}'
end
`;
}
