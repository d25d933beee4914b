import Foundation

@testable import Engine

/// A session on a workspace in memory, with conversations whose assistant says one of two kinds of
/// things, by a label; a folder for files.
struct LearnRoom {
  let session: Session
  let folder: String

  init(_ count: Int = 60) async throws {
    try await self.init(text: LearnRoom.corpus(count))
  }

  init(text: String) async throws {
    folder = NSTemporaryDirectory() + "pe-learn-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    session = try Session(workspace: ":memory:")
    let path = folder + "/made.jsonl"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    _ = try await session.perform(LoadFile(path: path))
  }

  func close() {
    session.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  static func corpus(_ count: Int) -> String {
    let warm = [
      "that sounds hard", "you carry a lot", "what would help you", "thank you for telling",
    ]
    let cold = ["just stop it", "everybody has that", "get over it now", "you should try yoga"]
    return (0..<count).map { number in
      let isWarm = number.isMultiple(of: 2)
      let words = isWarm ? warm : cold
      let reply = "\(words[number / 2 % 4]), \(words[(number / 2 + number / 8) % 4]) \(number * 37)"
      return """
        {"id":"c\(number)","kind":"\(isWarm ? "warm" : "cold")","speaker":"s\(number % 20)",\
        "rating":\(isWarm ? 4 : 2).\(number % 7),"level":\(number % 3),"name":"n\(number)",\
        "messages":[{"role":"user","content":"case \(number * 13 % 101) of today"},\
        {"role":"assistant","content":"\(reply)","act":"\(number % 3 == 0 ? "ask" : "tell")"}]}
        """
    }.joined(separator: "\n") + "\n"
  }

  /// What reads the replies' words quickly and tells the kind.
  static func request(
    _ query: String = "", positive: String? = "warm", group: String? = nil
  ) -> LearningRequest {
    LearningRequest(
      label: "kind", positive: positive, model: "logistic",
      features: FeatureRequest(text: "assistant"), group: group, query: query)
  }
}
