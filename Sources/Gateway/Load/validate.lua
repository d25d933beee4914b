-- A conversation of twenty turns, another with each request, so that none was scored before.
local seeker = {
  "I have not slept well since the move and nobody here knows me yet.",
  "My sister says that I should give it time, but it has been a year.",
  "At work I smile, and then I sit in the car for half an hour.",
}
local supporter = {
  "That sounds lonely, and you have carried it for a whole year.",
  "What is the hardest hour of the day for you?",
  "You could try to call one person this week, if that feels right.",
}
local number = 0

request = function()
  number = number + 1
  local turns = {}
  for turn = 1, 10 do
    turns[#turns + 1] = string.format(
      '{"role":"user","content":"%s It is day %d."}', seeker[turn % 3 + 1], number + turn)
    turns[#turns + 1] = string.format(
      '{"role":"assistant","content":"%s"}', supporter[(turn + number) % 3 + 1])
  end
  local body = '{"evidence":false,"conversation":{"id":"' .. number .. '","messages":['
    .. table.concat(turns, ",") .. "]}}"
  return wrk.format("POST", nil, {
    ["Authorization"] = "Bearer " .. os.getenv("KEY"), ["Content-Type"] = "application/json",
  }, body)
end
