-- wrk: requests spread over all items.
local paths = {}
local at = 0
local begin = wrk.init
wrk.init = function(args)
  begin(args)
  for i = 0, 999 do
    paths[i] = wrk.format("GET", string.format("/items/%04d.json", i))
  end
  at = math.random(0, 999)
end
function request()
  at = (at * 421 + 1663) % 1000
  return paths[at]
end
