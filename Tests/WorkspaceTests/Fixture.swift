import Glibc
import PluginKit
import Workspace

/// A folder of its own that goes with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/pe-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failed("no temporary folder") }
    path = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink("\(path)/\(name)")
      }
      closedir(folder)
    }
    rmdir(path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = file(name)
    guard let file = fopen(path, "w") else { throw Failed("cannot write") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    return path
  }

  static func contents(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }
}

struct Failed: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

enum Fixture {
  static func plan(
    _ name: String, mode: DatasetPlan.Mode = .create, bytes: Int = 1000
  ) -> DatasetPlan {
    DatasetPlan(
      name: name, path: "\(name).jsonl", fileDigest: "digest of \(name)", fileBytes: bytes,
      format: "messages", mode: mode)
  }

  static func talk(
    _ id: String, _ turns: [(Role, String)], _ metadata: [(String, MetadataValue)] = []
  ) -> Conversation {
    Conversation(
      id: id, messages: turns.map { Message(role: $0.0, text: $0.1) },
      metadata: Metadata(metadata.map { (key: $0.0, value: $0.1) }))
  }

  /// Four talks whose queries can be counted by hand.
  static let talks: [Conversation] = [
    talk(
      "a1",
      [
        (.user, "I cannot sleep and I worry about work."),
        (.assistant, "That sounds tiring. What keeps you awake?"),
      ],
      [("topic", .text("Sleep")), ("rating", .integer(4)), ("urgent", .flag(true))]),
    talk(
      "a2",
      [
        (.user, "My weight bothers me."),
        (.assistant, "Do you sleep well these days?"),
        (.user, "Yes, like a stone."),
      ],
      [("topic", .text("weight loss")), ("rating", .number(2.5)), ("urgent", .flag(false))]),
    Conversation(
      id: "a3",
      messages: [
        Message(
          role: .user, text: "Work is a café without coffee.",
          metadata: Metadata([("code", .text("statement"))])),
        Message(
          role: .assistant, text: "You worry about work?",
          metadata: Metadata([("code", .text("question")), ("depth", .integer(3))])),
      ],
      metadata: Metadata([("tags", .json(#"["work","food"]"#)), ("date", .text("2024-05-01"))])),
    talk("a4", [(.system, "Be kind.")], [("topic", .null)]),
  ]

  static func workspace(_ path: String = ":memory:") throws -> Workspace {
    let workspace = try Workspace(path: path)
    _ = try load(talks, as: "first", into: workspace)
    return workspace
  }

  @discardableResult
  static func load(
    _ talks: [Conversation], as name: String, into workspace: Workspace,
    mode: DatasetPlan.Mode = .create
  ) throws -> DatasetRecord {
    try workspace.ingest(plan(name, mode: mode)) { ingest in
      let digester = Digester()
      for talk in talks {
        guard try ingest.append(talk, digest: talk.contentDigest(digester)) else {
          try ingest.append(brokenLine: ingest.count + 1, reason: "the id is there already")
          continue
        }
      }
    }
  }

  static func all(_ workspace: Workspace, _ query: String = "") throws -> [StoredConversation] {
    var found: [StoredConversation] = []
    try workspace.conversations(workspace.query(query)) {
      found.append($0)
      return true
    }
    return found
  }

  static func ids(_ workspace: Workspace, _ query: String) throws -> [String] {
    try all(workspace, query).map(\.conversation.id)
  }

  static func signature(
    _ workspace: Workspace, _ validator: String = "quality", version: String = "1",
    metric: String = "overall", labels: [SignatureSpec.Label] = [.init("tier", "the tier")]
  ) throws -> Signature {
    try workspace.signature(
      SignatureSpec(
        validator: validator, version: version, options: "", codeHash: "c0de",
        metrics: [Metric(metric, "how good"), Metric("\(metric)_share", "a share")],
        labels: labels))
  }
}

extension Workspace {
  func store(_ rows: [ScoreRow], signature: Signature) throws {
    try store([(signature, rows)])
  }
}

/// The error of the workspace that `body` throws.
func failure(_ body: () throws -> Void) throws -> WorkspaceError {
  do {
    try body()
  } catch let error as WorkspaceError {
    return error
  }
  throw Failed("nothing was thrown")
}
