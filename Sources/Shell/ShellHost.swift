/// What the shell needs of the command interpreter.
package struct ShellHost: Sendable {
  /// What to do after a command.
  package enum Disposition: Sendable, Equatable {
    case go
    /// End with this exit status.
    case quit(Int32)
  }

  /// Runs one command and prints its output. Ctrl-C cancels the task that it runs in.
  package var execute: @Sendable (_ line: String) async -> Disposition
  /// False when more is needed: an open quote, a backslash at the end.
  package var isComplete: @Sendable (_ text: String) -> Bool
  /// Called before each command, when Ctrl-C is not yet passed on to `interrupt`.
  package var prepare: @Sendable () -> Void = {}
  /// Called at each Ctrl-C while a command runs, from another thread.
  package var interrupt: @Sendable () -> Void = {}
  /// Whether something happened that the person should see; asked now and then while an empty line
  /// waits. Must be quick.
  package var hasNews: @Sendable () -> Bool = { false }
  /// Shows it.
  package var tellNews: @Sendable () async -> Void = {}
  /// What could stand at the cursor, a UTF-8 offset into the line.
  package var completions: @Sendable (_ line: String, _ cursor: Int) -> CompletionSet
  /// May hold colour codes; so may the continuation prompt.
  package var prompt: @Sendable () -> String
  package var continuationPrompt: @Sendable () -> String
  /// Printed at the start of an interactive session unless empty.
  package var banner: String

  package init(
    execute: @escaping @Sendable (_ line: String) async -> Disposition,
    isComplete: @escaping @Sendable (_ text: String) -> Bool = { _ in true },
    completions: @escaping @Sendable (_ line: String, _ cursor: Int) -> CompletionSet = { _, _ in
      .none
    },
    prompt: @escaping @Sendable () -> String = { "pe> " },
    continuationPrompt: @escaping @Sendable () -> String = { "  > " },
    banner: String = ""
  ) {
    self.execute = execute
    self.isComplete = isComplete
    self.completions = completions
    self.prompt = prompt
    self.continuationPrompt = continuationPrompt
    self.banner = banner
  }
}

/// The commands in a piece of input: one a line, an incomplete line going on in the next.
enum CommandLines {
  /// The commands in order, without blank ones, or nil when the last is incomplete.
  static func split(_ text: String, isComplete: (String) -> Bool) -> [String]? {
    var commands: [String] = []
    var pending: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let command = pending.map { $0 + "\n" + line } ?? String(line)
      if isEscape(command) || isComplete(command) {
        pending = nil
        if command.contains(where: { !$0.isWhitespace }) { commands.append(command) }
      } else {
        pending = command
      }
    }
    return pending == nil ? commands : nil
  }

  /// `!program` is for the user's shell, whose quotes are its own.
  static func isEscape(_ line: String) -> Bool { line.hasPrefix("!") }
}
