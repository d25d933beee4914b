/// Conversations whose assistant asks and reflects, by a label of each message; clients have none.
func turnCorpus(_ count: Int) -> String {
  (0..<count).map { number in
    """
    {"id":"t\(number)","site":"s\(number % 10)","mood":"\(number % 3 == 0 ? "low" : "high")",\
    "messages":[{"role":"user","content":"hello \(number)"},\
    {"role":"assistant","content":"how was day \(number)?","act":"question"},\
    {"role":"user","content":"it was heavy"},\
    {"role":"assistant","content":"that was heavy \(number)","act":"reflection"}\
    \(number % 3 == 0 ? "" : ",{\"role\":\"assistant\",\"content\":\"and what then?\",\"act\":\"question\"}")]}
    """
  }.joined(separator: "\n") + "\n"
}

/// Conversations whose assistant says one of two kinds of things, by a label: easy to tell apart.
///
/// - Parameter groups: how many authors share them.
func corpus(_ count: Int, groups: Int = 20) -> String {
  let warm = [
    "that sounds hard", "you carry a lot", "what would help you", "thank you for telling",
  ]
  let cold = ["just stop it", "everybody has that", "get over it now", "you should try yoga"]
  return (0..<count).map { number in
    let isWarm = number % 2 == 0
    let words = isWarm ? warm : cold
    let reply = "\(words[number / 2 % 4]), \(words[(number / 2 + number / 8) % 4]) \(number * 37)"
    return """
      {"id":"c\(number)","kind":"\(isWarm ? "warm" : "cold")","speaker":"s\(number % groups)",\
      "rating":\(isWarm ? 4 : 2).\(number % 7),"coder":\(isWarm ? 3 : 1),\
      "other_coder":\(number % 10 == 0 ? 1 : isWarm ? 3 : 1),"messages":[\
      {"role":"user","content":"case \(number * 13 % 101) of today"},\
      {"role":"assistant","content":"\(reply)"}]}
      """
  }.joined(separator: "\n") + "\n"
}

func learningDesk(_ text: String = corpus(60)) async throws -> Desk {
  let desk = try Desk()
  try await desk.work("load \(try desk.write(text, to: "made.jsonl"))")
  return desk
}
