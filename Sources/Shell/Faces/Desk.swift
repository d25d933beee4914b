import Commands
import Engine
private import Glibc
import Outcomes
private import Synchronization

/// A session with its interpreter and the display that shows what comes of it.
struct Desk: Sendable {
  let session: Session
  let interpreter: Interpreter
  private let display: Display
  private let meters: ProgressDisplay
  private let cancellation: Cancellation

  init(options: FaceOptions) async throws {
    let meters = ProgressDisplay()
    let cancellation = Cancellation()
    let display = Display(echoes: !options.command.isEmpty || Terminal.isInteractive)
    let session = try Session(
      workspace: options.workspace, joinsLastSession: !options.command.isEmpty, runsAlone: true)
    if let mode = options.mode { try session.set("mode", to: mode) }
    self.session = session
    self.meters = meters
    self.cancellation = cancellation
    self.display = display
    interpreter = Interpreter(
      session: session, cancellation: cancellation, progress: meters.update
    ) { event in
      meters.finish()
      if !display.show(event, settings: session.settings) { cancellation.raise() }
    }
  }

  /// Runs one command, shows it, and gives its exit status. Ctrl-C stops it cleanly; in the shell
  /// the read loop watches for it.
  func run(
    pipingTo program: String? = nil,
    _ work: @escaping @Sendable () async -> Interpreter.Execution?
  ) async -> Int32 {
    // Not later: a Ctrl-C from now on is for this command.
    cancellation.clear()
    return await Interrupt.cancelling(
      patience: Interrupt.patience, onInterrupt: { [cancellation] in cancellation.raise() },
      {
        guard let execution = await execute(work) else { return 0 }
        return display.show(execution, settings: session.settings, pipingTo: program)
      })
  }

  private func execute(
    _ work: @escaping @Sendable () async -> Interpreter.Execution?
  ) async -> Interpreter.Execution? {
    meters.begin()
    let execution = await work()
    meters.finish()
    return execution
  }

  /// What the read loop needs.
  func host() async -> ShellHost {
    let names = Snapshot(session.begin().names())
    let sources = Snapshot(session.watchedSources())
    var host = ShellHost(
      execute: { line in
        await takeUpSavedPlugins()
        let pipe = SplitLine.pipe(in: line)
        guard let execution = await execute({ await interpreter.execute(line: pipe.command) })
        else { return .go }
        display.show(execution, settings: session.settings, pipingTo: pipe.program)
        names.set(session.begin().names())
        sources.set(session.watchedSources())
        return execution.quits ? .quit(0) : .go
      },
      isComplete: { SplitLine($0).isWhole },
      completions: { line, cursor in
        CompletionSet(
          Vocabulary(names: names.get(), lookUp: .init(session))
            .suggestions(for: line, at: cursor))
      },
      prompt: { display.prompt }, continuationPrompt: { display.continuationPrompt },
      banner: "pe \(Version.number) · 'help' lists the commands, Ctrl-D leaves")
    host.prepare = { [cancellation] in cancellation.clear() }
    host.hasNews = { sources.get().haveChanged }
    host.tellNews = { [self] in
      cancellation.clear()
      await Interrupt.cancelling(
        onInterrupt: { [cancellation] in cancellation.raise() }, { await takeUpSavedPlugins() })
      sources.set(session.watchedSources())
    }
    host.interrupt = { [cancellation] in cancellation.raise() }
    return host
  }

  /// Builds plugins anew whose source was saved, shows what changed, and records it.
  func takeUpSavedPlugins(before command: [String] = []) async {
    // A script says itself which builds it uses, and a filter's output is its answers alone.
    guard !["run", "replay", "score", "help", "bench"].contains(command.first),
      !["add", "new", "remove", "reject"].contains(command.dropFirst().first)
    else { return }
    for path in session.savedPlugins() {
      guard
        let execution = await execute({
          await interpreter.execute(arguments: ["plugin", "add", path])
        })
      else { continue }
      display.notice("\((path.split(separator: "/").last ?? "")) was saved")
      for note in execution.outcome.notes { display.notice(note) }
      if let failure = execution.outcome.failure {
        display.notice("\(failure.message)\nthe build before stays in use")
      }
    }
  }

  /// Reads standard input to its end and runs it as a script.
  func runPipedScript() async -> Int32 {
    var reader = PlainReader()
    var lines: [String] = []
    reading: while true {
      switch reader.readLine() {
      case .line(let line): lines.append(line)
      case .news: break
      case .endOfFile: break reading
      case .interrupted: return Failure.Code.interrupted.exitStatus
      case .failed(let code):
        return display.failed(
          Failure(.failed, "cannot read standard input: \(String(cString: strerror(code)))"))
      }
    }
    do {
      let script = try Script(parsing: lines.joined(separator: "\n"), path: "stdin")
      return await run { await interpreter.execute(script: script) }
    } catch {
      return display.failed(Failure(error))
    }
  }
}

/// How something stood after the last command, for whoever asks from another thread.
private final class Snapshot<Value: Sendable>: Sendable {
  private let value: Mutex<Value>
  init(_ value: Value) { self.value = Mutex(value) }
  func get() -> Value { value.withLock { $0 } }
  func set(_ new: Value) { value.withLock { $0 = new } }
}

extension CompletionSet {
  fileprivate init(_ suggestions: Vocabulary.Suggestions) {
    var candidates = suggestions.candidates.map {
      Candidate(
        $0.text, summary: $0.summary, isPartial: $0.text.hasSuffix(":") || $0.text.hasSuffix("/"))
    }
    if suggestions.offersFiles {
      candidates += FileNames.beginning(with: suggestions.typed).map {
        Candidate($0, isPartial: $0.hasSuffix("/"))
      }
    }
    self.init(range: suggestions.range, candidates: candidates)
  }
}

/// One meter for each command, made by what the command reports.
final class ProgressDisplay: Sendable {
  private let meter = Mutex<(label: String, meter: ProgressMeter)?>(nil)

  /// Forgets the command before.
  func begin() { meter.withLock { $0 = nil } }

  func finish() { meter.withLock { $0?.meter.finish() } }

  @Sendable func update(_ progress: Progress) {
    let current = meter.withLock { slot in
      if let slot, slot.label == progress.label { return slot.meter }
      slot?.meter.finish()
      let new = ProgressMeter(format: Display.progressFormat(progress))
      slot = (progress.label, new)
      return new
    }
    current.update(done: progress.done, total: progress.total)
  }
}
