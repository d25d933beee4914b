private import Commands
private import Engine
private import Glibc

/// Completion of `pe` in the system's own shells: `pe __complete SHELL LINE` prints what may stand at
/// the line's end, one a line.
enum ShellCompletion {
  static let word = "__complete"

  /// Answers with nothing when anything is wrong: a shell has no place for sentences there.
  static func answer(_ arguments: [String]) -> Int32 {
    guard arguments.count == 2 else { return 1 }
    let line = CommandPart(of: arguments[1])
    var workspace = Terminal.environment("PE_WORKSPACE") ?? ""
    if let named = line.workspace { workspace = named }
    if workspace.isEmpty { workspace = "pe.sqlite" }
    // Looking must not make a workspace.
    let isThere = access(workspace, R_OK) == 0
    let session =
      (isThere ? try? Session(workspace: workspace) : nil) ?? (try? Session(workspace: ":memory:"))
    guard let session else { return 0 }
    defer { session.close() }
    let suggestions = Vocabulary(names: session.begin().names(), lookUp: .init(session))
      .suggestions(for: line.text, at: line.text.utf8.count)
    var candidates = suggestions.candidates.map { (text: $0.text, summary: $0.summary) }
    if suggestions.offersFiles {
      candidates += FileNames.beginning(with: suggestions.typed).map { ($0, "") }
    }
    for candidate in candidates where !candidate.text.contains(where: \.isNewline) {
      Terminal.write(text(candidate, typed: suggestions.typed, arguments[0], line) + "\n")
    }
    return 0
  }

  private static func text(
    _ candidate: (text: String, summary: String), typed: String, _ shell: String,
    _ line: CommandPart
  ) -> String {
    if shell == "fish" {
      return candidate.text + (candidate.summary.isEmpty ? "" : "\t" + candidate.summary)
    }
    var text = candidate.text
    // bash divides words there as well, and puts what it gets behind the last of them.
    if shell == "bash", let place = typed.lastIndex(where: { ":=<>".contains($0) }) {
      text = String(text.dropFirst(typed.distance(from: typed.startIndex, to: place) + 1))
    }
    guard !line.isQuoted else { return text }
    return text.map { " \t\"'\\|#()<>&;*?$`!".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}

/// What of a line of the system's shell is pe's own.
struct CommandPart: Equatable {
  /// The command and its words, up to the cursor.
  var text = ""
  /// As `-w` names it.
  var workspace: String?
  /// Whether the cursor is inside quotes of the shell's.
  var isQuoted = false

  init(of line: String) {
    let words = SplitLine(line).words
    var place = 1
    while place < words.count, words[place].text.hasPrefix("-") {
      let takesValue = ["-w", "--workspace", "--mode"].contains(words[place].text)
      if ["-w", "--workspace"].contains(words[place].text), place + 1 < words.count {
        workspace = words[place + 1].text
      }
      place += takesValue ? 2 : 1
    }
    guard place < words.count else { return }
    let bytes = line.utf8.dropFirst(words[place].range.lowerBound)
    text = String(decoding: bytes, as: UTF8.self)
    // The shell's quotes around a query are none of the query's.
    guard let last = words.last, !SplitLine(line).isWhole,
      let quote = line.utf8.dropFirst(last.range.lowerBound).first, quote == 0x22 || quote == 0x27
    else { return }
    isQuoted = true
    let offset = last.range.lowerBound - words[place].range.lowerBound
    var inner = Array(text.utf8)
    inner[offset] = UInt8(ascii: " ")
    text = String(decoding: inner, as: UTF8.self)
  }
}
