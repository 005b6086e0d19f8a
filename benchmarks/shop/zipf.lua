-- wrk: requests for the targets of a file (its first argument), the first far more often than the last (Zipf, exponent 1).
local requests = {}
local order = {}
local at = 0
function init(args)
  local targets = {}
  for line in io.lines(args[1]) do targets[#targets + 1] = wrk.format("GET", line) end
  local weights, total = {}, 0
  for i = 1, #targets do
    total = total + 1 / i
    weights[i] = total
  end
  math.randomseed(7)
  for i = 1, 50000 do
    local drawn = math.random() * total
    local low, high = 1, #targets
    while low < high do
      local middle = math.floor((low + high) / 2)
      if weights[middle] < drawn then low = middle + 1 else high = middle end
    end
    order[i] = targets[low]
  end
end
function request()
  at = at % #order + 1
  return order[at]
end
-- The last line: requests a second, and p50, p99, p99.9 in milliseconds.
function done(summary, latency)
  io.write(string.format("%.0f %.3f %.3f %.3f\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, latency:percentile(99.9) / 1000))
end
