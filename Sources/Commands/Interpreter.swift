package import Engine
private import Foundation
package import Outcomes
private import Rendering

/// Words in, outcome out: the one function behind the shell, the command line and scripts.
package struct Interpreter: Sendable {
  /// Called with each step of a running script, as it is done.
  package typealias Show = @Sendable (_ event: Event) async -> Void

  package enum Event: Sendable {
    /// Markdown between the steps of a notebook.
    case prose(String)
    case step(command: String, outcome: Outcome, checks: [CheckResult])
  }

  package let session: Session
  /// Stops what runs here, a script and its steps as one.
  package let cancellation: Cancellation
  let progress: ProgressReport
  private(set) var show: Show
  /// The script that is running.
  private(set) var script: RunningScript?
  /// How many scripts are running inside each other.
  private var depth = 0
  /// Variables and what the steps of this session showed.
  let notebook: SessionNotebook
  /// Whether lines of a script may write files and start programs.
  private(set) var allowsShell = false
  /// Starts a program with a text on its standard input and gives its exit status; nil at a face that
  /// starts none.
  package var runProgram: (@Sendable (_ program: String, _ input: String) -> Int32)?
  /// Shows a text and which keys may be pressed, and waits for one; nil when none comes any more.
  package typealias AskKey = @Sendable (_ text: String, _ keys: String) -> Unicode.Scalar?
  /// Nil at a face where nobody presses keys.
  package var askKey: AskKey?

  package init(
    session: Session, cancellation: Cancellation = Cancellation(),
    progress: @escaping ProgressReport = { _ in }, show: @escaping Show = { _ in }
  ) {
    self.session = session
    self.cancellation = cancellation
    self.progress = progress
    self.show = show
    notebook = SessionNotebook()
  }

  /// The same session with a notebook of its own.
  private init(_ other: Interpreter, session: Session) {
    self.session = session
    cancellation = other.cancellation
    progress = other.progress
    show = { _ in }
    script = other.script
    depth = other.depth
    allowsShell = other.allowsShell
    runProgram = other.runProgram
    askKey = other.askKey
    notebook = SessionNotebook()
  }

  /// The same, with lines of scripts that may write files and start programs, where this may.
  package func allowingShell(_ allows: Bool) -> Interpreter {
    var allowing = self
    allowing.allowsShell = script == nil ? allows : allowsShell && allows
    return allowing
  }

  /// The same one level deeper.
  private var inner: Interpreter {
    var inner = self
    inner.depth += 1
    return inner
  }

  /// The same for the steps of a script.
  func inside(_ script: Script) -> Interpreter {
    var inside = self
    inside.script = RunningScript(script)
    return inside
  }

  /// The same in another session, showing nothing.
  func quietly(in other: Session) -> Interpreter {
    Interpreter(self, session: other)
  }

  /// What came of one line.
  package struct Execution: Sendable {
    package var outcome: Outcome
    /// The command as a script would write it.
    package let canonical: String
    /// Whether the line asked for JSON.
    package let isJSON: Bool
    package let quits: Bool

    func with(_ outcome: Outcome) -> Execution {
      Execution(outcome: outcome, canonical: canonical, isJSON: isJSON, quits: quits)
    }
  }

  /// Runs a line typed in the shell or standing in a script. An empty line does nothing.
  package func execute(line: String) async -> Execution? {
    do {
      let redirection = try Redirection(line)
      guard let parsed = try ParsedLine(line: try notebook.expanded(redirection.command)) else {
        if line.trimmed.hasPrefix("#") { note(line.trimmed) }
        return nil
      }
      try checked(redirection)
      let typed = redirection.command.contains("${") ? redirection.command : nil
      guard let target = redirection.target else { return await execute(parsed, typed: typed) }
      var isFile = false
      if case .file = target { isFile = true }
      return await deliver(
        await execute(parsed, typed: typed, isForEyes: !isFile), to: target)
    } catch {
      return rejected(line, error)
    }
  }

  /// Runs the words of a command line, which a shell has split already.
  package func execute(arguments: [String]) async -> Execution {
    do {
      return await execute(try ParsedLine(arguments: arguments))
    } catch {
      return rejected(arguments.joined(separator: " "), error)
    }
  }

  /// Runs a script that stands in no file, such as one that is piped in.
  package func execute(script: Script) async -> Execution {
    var outcome: Outcome
    do {
      outcome = try await run(script)
    } catch {
      outcome = Outcome(command: RunCommand.name, failure: Failure(error))
    }
    // Its steps were shown; the summary would be one more line for a program that reads them.
    outcome.measures = []
    return Execution(outcome: outcome, canonical: "", isJSON: false, quits: false)
  }

  /// Keeps a comment of the person's in the session's record.
  func note(_ comment: String) {
    prepareToRecord()
    session.record(comment: comment)
    notebook.append(comment, Outcome(command: "#"))
  }

  private func rejected(_ line: String, _ error: any Error) -> Execution {
    Execution(
      outcome: Outcome(command: line.firstWord, failure: Failure(error)), canonical: line,
      isJSON: line.contains("--json"), quits: false)
  }

  /// - Parameter typed: the line before its variables were put in, where it has some.
  private func execute(
    _ parsed: ParsedLine, typed: String? = nil, isForEyes: Bool = true
  ) async -> Execution {
    let command = parsed.command
    let type = Swift.type(of: command)
    // A setting ends with its process, so a session of several processes has none.
    let isLost =
      session.joinsLastSession
      && (command is SetCommand || command is LetCommand && script == nil)
    let isRecorded = !type.traits.contains(.isUnrecorded) && !isLost
    if isRecorded { prepareToRecord() }
    let start = ContinuousClock.now
    let mode = OutputMode(rawValue: session.settings["mode"]) ?? .table
    let context = Context(
      interpreter: inner, isForEyes: isForEyes && !parsed.isJSON && mode.isForEyes)
    var outcome: Outcome
    do {
      guard depth < 16 else {
        throw Failure(.usage, "scripts run each other 16 deep", hint: "does one run itself?")
      }
      outcome = try await command.outcome(in: context)
    } catch {
      outcome = Outcome(command: type.name, failure: Failure(error))
    }
    if outcome.failure == nil { outcome.notes += context.journal.omissions.map(\.sentence) }
    outcome.notes += session.takeNotices()
    let elapsed = ContinuousClock.now - start
    for artifact in outcome.artifacts {
      let path = absolutePath(artifact.path)
      context.journal.wrote(path)
      script?.wrote(path)
    }
    if isRecorded {
      let completed =
        outcome.failure == nil ? nil : command.completed(parsed.canonical, of: outcome)
      let line: String
      if let completed {
        line = completed
      } else {
        line = await command.recorded(parsed.canonical, of: outcome, in: context)
      }
      session.record(
        RecordedStep(
          line, comment: parsed.comment,
          typed: line == parsed.canonical ? typed : nil, outcome, elapsed: elapsed,
          looksOnly: command.looksOnly, isCompleted: completed != nil,
          entry: context.journal.entry))
      notebook.append(line, outcome)
    }
    if outcome.failure == nil, !outcome.measures.isEmpty, !(command is LetCommand) {
      notebook.remember(
        outcome.measures,
        of: !isRecorded
          ? .unrepeated : command.looksOnly ? .lookUp(typed ?? parsed.canonical) : .step)
    }
    if session.settings.showsTiming && outcome.failure == nil {
      outcome.notes.append("took \(formatDecimal(elapsed.seconds, places: 3)) s")
    }
    return Execution(
      outcome: outcome, canonical: parsed.canonical, isJSON: parsed.isJSON,
      quits: command is QuitCommand)
  }
}

extension String {
  var firstWord: String { String(prefix { !$0.isWhitespace }) }
}
