-- wrk: customers who buy. Each thread keeps a queue of what comes next: an answer puts its cart's next step there, and where nothing waits a
-- new customer comes. STEPS says what is measured:
--   add      one cart a customer, then additions to it for ever (one request an addition)
--   order    create cart, add a line, give details, place the order: four requests an order
-- SKUS: a file with one SKU a line. Numbers are read by done() from each thread.
local steps = os.getenv('STEPS') or 'order'
local json = { ['Content-Type'] = 'application/json' }
local details = '{"email":"claire@example.com","shipping_address":{"country":"FR","given_name":"Claire","family_name":"Martin","line1":"12 rue des Tilleuls","postal_code":"75003","city":"Paris","phone":"+33142685300"},"billing_address":null,"shipping_method":"express","note":null}'

local skus = {}
local threads = {}
local number = 0
function setup(thread)
  thread:set('me', number)
  number = number + 1
  table.insert(threads, thread)
end

-- Per thread from here.
orders, added, refused, first_refusal = 0, 0, 0, ''
local waiting, head, tail = {}, 1, 1

function init(args)
  for line in io.lines(os.getenv('SKUS')) do skus[#skus + 1] = line end
  math.randomseed(os.time() + me * 7919)
end

local function sku() return skus[math.random(#skus)] end

local function create() return wrk.format('POST', '/v1/carts', json, '{"market":"fr","locale":"fr"}') end

function request()
  local step = waiting[head]
  if step then
    waiting[head] = nil
    head = head + 1
    return step
  end
  return create()
end

local function push(text)
  waiting[tail] = text
  tail = tail + 1
end

function response(status, headers, body)
  if status >= 300 then
    refused = refused + 1
    if first_refusal == '' then first_refusal = status .. ' ' .. body:sub(1, 200) end
    return
  end
  if body:find('"order_token"', 1, true) then
    orders = orders + 1
    return
  end
  local cart = body:match('"id":"(crt_[^"]+)"')
  if not cart then return end
  local path = '/v1/carts/' .. cart
  local count = tonumber(body:match('"item_count":(%d+)'))
  if steps == 'add' then
    if count > 0 then added = added + 1 end
    -- A customer of this house looks at a handful of pieces; then another one comes.
    if count < 5 then push(wrk.format('POST', path .. '/lines', json, '{"sku":"' .. sku() .. '","quantity":1}')) end
    return
  end
  if count == 0 then
    push(wrk.format('POST', path .. '/lines', json, '{"sku":"' .. sku() .. '","quantity":1}'))
  elseif body:find('"ready":false', 1, true) then
    push(wrk.format('PUT', path .. '/details', json, details))
  else
    local total = body:match('"total":{"amount":(%d+),"currency":"EUR"}},"details"')
    push(wrk.format('POST', path .. '/checkout', { ['Content-Type'] = 'application/json', ['Idempotency-Key'] = cart, ['Prefer'] = 'respond-async' },
      '{"expected_total":{"amount":' .. total .. ',"currency":"EUR"},"payment_means":"card"}'))
  end
end

function done(summary, latency, requests)
  local orders_sum, added_sum, refused_sum, why = 0, 0, 0, ''
  for _, thread in ipairs(threads) do
    orders_sum = orders_sum + thread:get('orders')
    added_sum = added_sum + thread:get('added')
    refused_sum = refused_sum + thread:get('refused')
    if why == '' then why = thread:get('first_refusal') end
  end
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  print(string.format('RESULT {"requests_per_s":%.0f,"orders_per_s":%.0f,"adds_per_s":%.0f,"p50_ms":%.2f,"p99_ms":%.2f,"refused":%d,"socket_errors":%d}',
    summary.requests / seconds, orders_sum / seconds, added_sum / seconds, latency:percentile(50) / 1000, latency:percentile(99) / 1000, refused_sum,
    errors.connect + errors.read + errors.write + errors.timeout))
  if why ~= '' then print('REFUSED ' .. why) end
end
