import Engine
import Formats
import Foundation
import Synchronization

/// A script while it runs: where it is, and which files it has written.
final class RunningScript: Sendable {
  let folder: String
  private let written = Mutex<Set<String>>([])

  init(_ script: Script) {
    folder = URL(fileURLWithPath: script.path).deletingLastPathComponent().path
  }

  /// `path` is absolute.
  func wrote(_ path: String) { written.withLock { _ = $0.insert(path) } }

  func hasWritten(_ path: String) -> Bool { written.withLock { $0.contains(path) } }
}

extension String {
  /// A step of a script with a file that its command reads named otherwise.
  ///
  /// The command is the first line, or those that a backslash joins to it.
  func naming(_ input: JournalEntry.Input, as name: String) -> String {
    guard input.named != name,
      let word = SplitLine(self).words.first(where: { $0.text == input.named })
    else { return self }
    let bytes = Array(utf8)
    let isPattern = !word.isQuoted && FilePattern.isPattern(word.text)
    let typed = isPattern ? name : Token.named(name)
    return String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self) + typed
      + String(decoding: bytes[word.range.upperBound...], as: UTF8.self)
  }
}
