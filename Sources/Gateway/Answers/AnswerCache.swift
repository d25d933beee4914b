#if Gateway
import Synchronization

/// Answers that are kept until what they depend on changes: a bounded number of bytes, of which the
/// half that was not asked for of late goes first.
final class AnswerCache: Sendable {
  struct Kept: Sendable {
    let state: String
    let data: [UInt8]
    let message: String
    let tag: String
  }

  private struct Store {
    var recent: [String: Kept] = [:]
    var older: [String: Kept] = [:]
    var bytes = 0
  }

  private let most: Int
  private let store = Mutex(Store())

  init(bytes: Int) { most = bytes }

  /// What was kept under `key` while `state` held.
  func find(_ key: String, state: String) -> Kept? {
    store.withLock { store in
      if let kept = store.recent[key] { return kept.state == state ? kept : nil }
      guard let kept = store.older[key], kept.state == state else { return nil }
      Self.put(kept, key, in: &store, most)
      return kept
    }
  }

  func keep(_ kept: Kept, under key: String) {
    guard kept.data.count <= most / 16 else { return }
    store.withLock { Self.put(kept, key, in: &$0, most) }
  }

  private static func put(_ kept: Kept, _ key: String, in store: inout Store, _ most: Int) {
    store.bytes -= store.recent[key]?.data.count ?? 0
    store.recent[key] = kept
    store.bytes += kept.data.count + key.utf8.count
    if store.bytes > most / 2 {
      store.older = store.recent
      store.recent = [:]
      store.bytes = 0
    }
  }
}
#endif
