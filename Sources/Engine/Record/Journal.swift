private import Foundation
import Synchronization
package import Workspace

/// What one step of a session read and wrote, so that what must come before what is known.
package struct JournalEntry: Sendable, Codable, Equatable {
  /// A file that a command named and read.
  package struct Input: Sendable, Codable, Equatable {
    /// As the command names it.
    package let named: String
    /// Where it was.
    package let path: String

    package init(named: String, path: String) {
      self.named = named
      self.path = path
    }
  }

  package var effects = Effects()
  package var inputs: [Input] = []
  /// Absolute paths of the files that it wrote.
  package var outputs: [String] = []

  package init() {}

  /// As a step keeps it.
  var text: String {
    guard let data = try? JSONEncoder().encode(self) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// Nil for a step of a program that kept none.
  init?(text: String) {
    guard !text.isEmpty,
      let entry = try? JSONDecoder().decode(JournalEntry.self, from: Data(text.utf8))
    else { return nil }
    self = entry
  }
}

/// The entry of a step that runs, added to by its runs from any thread.
package final class JournalLog: Sendable {
  private let state = Mutex(JournalEntry())
  private let left = Mutex<[QueryOmission]>([])

  package init() {}

  /// Values that comparisons of its queries left out, each once.
  package var omissions: [QueryOmission] { left.withLock { $0 } }

  package func add(_ omissions: [QueryOmission]) {
    left.withLock { left in
      for omission in omissions where !left.contains(omission) { left.append(omission) }
    }
  }

  package var entry: JournalEntry { state.withLock { $0 } }

  package func add(_ effects: Effects) { state.withLock { $0.effects.formUnion(effects) } }

  package func read(_ path: String, named: String) {
    state.withLock { $0.inputs.append(.init(named: named, path: path)) }
  }

  package func wrote(_ path: String) { state.withLock { $0.outputs.append(path) } }
}
