-- wrk script: every request carries an order number and an idempotency key of its own.
-- Arguments: the JSON body, with the placeholder where the counter belongs; then header fields as
-- name and value, which may hold the placeholder too. The request's text is made once and cut at the
-- placeholders (which are as wide as the counter, so that Content-Length stays right).

local placeholder = '@@@@@@@@@@'
local threads = {}
local parts = {}
local count = 0
late = 0

function setup(thread) threads[#threads + 1] = thread end

function init(args)
  local headers = { Host = wrk.headers['Host'], ['Content-Type'] = 'application/json' }
  for i = 2, #args - 1, 2 do headers[args[i]] = args[i + 1] end
  local rest = wrk.format('POST', wrk.path, headers, args[1])
  local first, last = rest:find(placeholder, 1, true)
  while first do
    parts[#parts + 1] = rest:sub(1, first - 1)
    rest = rest:sub(last + 1)
    first, last = rest:find(placeholder, 1, true)
  end
  parts[#parts + 1] = rest
end

function request()
  count = count + 1
  return table.concat(parts, string.format('%010d', count))
end

-- 202 says that the outcome came too late: no error, but not what is measured here.
function response(status)
  if status == 202 then late = late + 1 end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local lates = 0
  for _, thread in ipairs(threads) do lates = lates + thread:get('late') end
  io.write(string.format(
    '\nRESULT {"answers":%d,"durationUs":%d,"errorAnswers":%d,"socketErrors":%d,"p50Us":%d,"p99Us":%d,"maxUs":%d}\n',
    summary.requests, summary.duration, errors.status + lates,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
