import GRDB
import Synchronization

/// Something in a workspace, or beside it, that one command makes and another reads, by its name.
package enum Resource: Hashable, Sendable, Codable {
  case dataset(String)
  /// What belongs together in a dataset.
  case groups(String)
  case selection(String)
  /// Of a validator, a model or a split.
  case scores(String)
  case model(String)
  /// Whose predictions are kept.
  case evaluation(String)
  /// How files of a kind are read.
  case recipe(String)
  /// Weights and cuts behind overall.
  case profile(String)
  case plugin(String)
  /// On evidence of a label.
  case marks(String)
  /// Of messages, beside the workspace.
  case vectors
  /// Tables of a person's own.
  case tables
  /// Of the session.
  case setting(String)
}

/// What calls made by one handle read, made, changed and took away.
package struct Effects: Sendable, Equatable, Codable {
  package fileprivate(set) var reads: Set<Resource> = []
  /// Put there whole: what was there before no longer matters.
  package fileprivate(set) var makes: Set<Resource> = []
  /// Added to or altered.
  package fileprivate(set) var changes: Set<Resource> = []
  package fileprivate(set) var removes: Set<Resource> = []

  package init() {}

  /// Whether the workspace is another afterwards.
  package var leavesTraces: Bool { !(makes.isEmpty && changes.isEmpty && removes.isEmpty) }

  package mutating func formUnion(_ other: Effects) {
    reads.formUnion(other.reads)
    makes.formUnion(other.makes)
    changes.formUnion(other.changes)
    removes.formUnion(other.removes)
  }
}

/// Notes what the calls of a handle do, from any thread.
final class EffectLog: Sendable {
  private struct State {
    var effects = Effects()
    /// Queries that were read, for the datasets that their conversations are in.
    var queries: [Query] = []
  }

  private let state = Mutex(State())

  func reads(_ resource: Resource) {
    state.withLock { _ = $0.effects.reads.insert(resource) }
  }

  func reads(_ query: Query, selections: [String]) {
    state.withLock { state in
      for name in selections { state.effects.reads.insert(.selection(name)) }
      if !state.queries.contains(query) { state.queries.append(query) }
    }
  }

  func makes(_ resource: Resource) {
    state.withLock { state in
      state.effects.makes.insert(resource)
      state.effects.removes.remove(resource)
    }
  }

  func changes(_ resource: Resource) {
    state.withLock { _ = $0.effects.changes.insert(resource) }
  }

  func removes(_ resource: Resource) {
    state.withLock { state in
      state.effects.removes.insert(resource)
      state.effects.makes.remove(resource)
    }
  }

  var omissions: [QueryOmission] {
    state.withLock { state in
      var seen: Set<QueryOmission> = []
      return state.queries.flatMap(\.resolved.omissions).filter { seen.insert($0).inserted }
    }
  }

  var noted: (Effects, [Query]) { state.withLock { ($0.effects, $0.queries) } }
}

extension Workspace {
  /// Notes what was made beside the file, in the session.
  package func note(makes resource: Resource) { effectLog.makes(resource) }

  /// Values that comparisons of this handle's queries left out, each once.
  package var omissions: [QueryOmission] { effectLog.omissions }

  /// What this handle's calls did so far.
  ///
  /// Where they changed scores, models or labels, the datasets count as read that their queries'
  /// conversations are in. Costs a look-up a dataset and query then.
  package func effects() -> Effects {
    var (effects, queries) = effectLog.noted
    guard effects.leavesTraces else { return effects }
    for query in queries {
      for name in (try? datasetNames(of: query)) ?? [] { effects.reads.insert(.dataset(name)) }
    }
    return effects
  }

  /// The datasets with a conversation that the query finds.
  package func datasetNames(of query: Query) throws -> [String] {
    try searching(query) { db in
      try Self.datasets(db, where: "TRUE ORDER BY id", []).compactMap { dataset in
        let statement = try Prepared(
          db,
          SQLFragment("SELECT 1 FROM (")
            + query.resolved.select(SQLFragment("c.dataset_id AS dataset_id"))
            + SQLFragment(") WHERE dataset_id = ? LIMIT 1", [.integer(Int(dataset.id))]))
        return try statement.step() ? dataset.name : nil
      }
    }
  }

  /// The selections that a query's text names, outside of quotes.
  static func selections(in text: String) -> [String] {
    var names: [String] = []
    var quote: UInt8?
    var isStart = true
    var bytes = text.utf8[...]
    while let byte = bytes.popFirst() {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "@") && isStart {
        let name = bytes.prefix { $0 > 0x20 && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "(") }
        names.append(String(decoding: name, as: UTF8.self))
        bytes = bytes.dropFirst(name.count)
      }
      isStart = byte <= 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "-")
    }
    return names
  }
}
