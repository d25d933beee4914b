#if Gateway
import Engine
import Foundation
import PluginHost
import Synchronization

/// Where somebody wants to be told of her jobs.
struct Webhook: Sendable, Codable, Equatable {
  static let events = ["job.completed", "job.failed", "job.cancelled"]

  let id: String
  let owner: String
  let url: String
  let events: [String]
  /// What notices are signed with; shown once.
  let secret: String
  let createdAt: Date
}

/// Webhooks in a file beside the keys: their secrets are nothing for a workspace.
final class WebhookStore: Sendable {
  private static let fileName = "webhooks.json"
  static let mostOfOne = 20
  private let ring: KeyRing
  private let hooks: Mutex<[Webhook]>

  init(_ ring: KeyRing) {
    self.ring = ring
    hooks = Mutex((try? Self.read(ring)) ?? [])
  }

  func all(of owner: String?) -> [Webhook] {
    hooks.withLock { $0.filter { owner == nil || $0.owner == owner } }
  }

  /// Throws ``Problem`` when there are too many.
  func add(_ hook: Webhook) throws {
    try hooks.withLock { hooks in
      guard hooks.count(where: { $0.owner == hook.owner }) < Self.mostOfOne else {
        throw Problem.invalid("a key has at most \(Self.mostOfOne) webhooks")
      }
      try write(hooks + [hook])
      hooks.append(hook)
    }
  }

  /// False when there is none of that id.
  func remove(_ id: String, of owner: String?) throws -> Bool {
    try hooks.withLock { hooks in
      let rest = hooks.filter { $0.id != id || owner != nil && $0.owner != owner }
      guard rest.count < hooks.count else { return false }
      try write(rest)
      hooks = rest
      return true
    }
  }

  private static func read(_ ring: KeyRing) throws -> [Webhook] {
    guard FileManager.default.fileExists(atPath: ring.root) else { return [] }
    let folder = try ring.folder()
    guard let bytes = try folder.read(fileName, atMost: 8 << 20) else { return [] }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode([Webhook].self, from: Data(bytes))
  }

  private func write(_ hooks: [Webhook]) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let data = try encoder.encode(hooks)
    let folder = try ring.folder()
    try folder.write([UInt8](data), to: Self.fileName)
  }
}
#endif
