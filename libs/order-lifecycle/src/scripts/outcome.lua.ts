import type { TaskKind } from '../task-kind';
import { enqueueFunction } from './enqueue.lua';

/** A result longer than this does not fit into a delivery; it is read from the order instead. */
const MOST_RESULT_BYTES = 20_000;

/**
 * Defines `tell_outcome`: queues the delivery of how an order ended in the very step that ends it,
 * where its header line says that the client wants one. The delivery's id is the order's with the
 * revision, so that an order which ends again after a replay makes a delivery of its own; what it
 * delivers is a copy of the record at this moment, for the record may move on or go before the
 * receiver is there. Costs an order without `callbackUrl` one comparison.
 *
 * @see callback-header.ts, which reads what is written here
 */
export function tellOutcome({ keys }: TaskKind, outcomes: TaskKind): string {
  return `${enqueueFunction(outcomes)}
local function tell_outcome(key, header, revision, now)
  if string.sub(header, -2) == ' -' then return end
  local generation, client, correlation, trace, url =
    string.match(header, '^%d+ %d+ (%x+) (%S+) %S+ (%S+) (%S+) %S+ (%l+://%S+)$')
  if not url then return end
  local held = call('HMGET', key, 's', 'a', 'u', 'v', 'm', 'r', 'x')
  local copy = {d = header}
  for i, field in ipairs({'s', 'a', 'u', 'v', 'm', 'r', 'x'}) do
    if held[i] and not (field == 'r' and #held[i] > ${MOST_RESULT_BYTES}) then copy[field] = held[i] end
  end
  local id = generation .. string.sub(key, ${keys.recordPrefix.length + 1}) .. '-' .. revision
  local words = {ms(now), '0', generation, client, correlation, trace, url}
  enqueue_${outcomes.name}(id, ms(now), table.concat(words, ' ') .. '\\n' .. cjson.encode(copy))
end
`;
}
