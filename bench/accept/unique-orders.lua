-- wrk script: every request carries an order number of its own.
-- Arguments: the JSON body, with the placeholder where the counter belongs; then header fields as
-- name and value.
-- The request's text is made once and cut at the placeholder (which is as wide as the counter, so
-- that Content-Length stays right): per request wrk only joins three strings.

local placeholder = '@@@@@@@@@@'
local head, tail
local count = 0

function init(args)
  local body = args[1]
  local headers = { Host = wrk.headers['Host'], ['Content-Type'] = 'application/json' }
  for i = 2, #args - 1, 2 do headers[args[i]] = args[i + 1] end
  local text = wrk.format('POST', wrk.path, headers, body)
  local first, last = text:find(placeholder, 1, true)
  head, tail = text:sub(1, first - 1), text:sub(last + 1)
end

function request()
  count = count + 1
  return head .. string.format('%010d', count) .. tail
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"answers":%d,"durationUs":%d,"errorAnswers":%d,"socketErrors":%d,"p50Us":%d,"p99Us":%d,"maxUs":%d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
