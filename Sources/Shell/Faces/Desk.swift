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
    var interpreter = Interpreter(
      session: session, cancellation: cancellation, progress: meters.update
    ) { event in
      meters.makingRoom {
        if !display.show(event, settings: session.settings) { cancellation.raise() }
      }
    }.allowingShell(options.allowsShell)
    interpreter.runProgram = { program, input in
      meters.makingRoom { ProgramRunner.run(program, input: input) }
    }
    if Terminal.isInteractive {
      interpreter.askKey = { text, keys in
        meters.makingRoom { KeyQuestion.ask(text, keys: keys) }
      }
    }
    self.interpreter = interpreter
  }

  /// Runs one command, shows it, and gives its exit status. Ctrl-C stops it cleanly; in the shell
  /// the read loop watches for it.
  func run(
    _ work: @escaping @Sendable () async -> Interpreter.Execution?
  ) async -> Int32 {
    // Not later: a Ctrl-C from now on is for this command.
    cancellation.clear()
    return await Interrupt.cancelling(
      patience: Interrupt.patience, onInterrupt: { [cancellation] in cancellation.raise() },
      {
        guard let execution = await execute(work) else { return 0 }
        return display.show(execution, settings: session.settings)
      })
  }

  private func execute(
    _ work: @escaping @Sendable () async -> Interpreter.Execution?
  ) async -> Interpreter.Execution? {
    meters.begin()
    // What tells nothing of itself shows at least that it goes on.
    let ticks = Task.detached {
      while (try? await Task.sleep(for: .milliseconds(100))) != nil { meters.tick() }
    }
    let execution = await work()
    ticks.cancel()
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
        guard let execution = await execute({ await interpreter.execute(line: line) })
        else { return .go }
        display.show(execution, settings: session.settings)
        names.set(session.begin().names())
        sources.set(session.watchedSources())
        return execution.quits ? .quit(0) : .go
      },
      isComplete: { SplitLine($0).isComplete },
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
      case .line(let line), .edit(let line): lines.append(line)
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

/// One meter for each command, made by what the command reports; one that only tells the time where it
/// reports nothing.
final class ProgressDisplay: Sendable {
  private struct Slot {
    let label: String
    let meter: ProgressMeter
    var done = 0
    var total: Int?
  }

  private struct State {
    var slot: Slot?
    var isActive = false
  }

  private let state = Mutex(State())
  private static let waiting = ""

  /// Forgets the command before.
  func begin() { state.withLock { $0 = State(slot: nil, isActive: true) } }

  func finish() {
    state.withLock { state in
      state.slot?.meter.finish()
      state.isActive = false
    }
  }

  /// Runs `body`, which puts something on the terminal, with the line out of its way.
  @discardableResult
  func makingRoom<Result>(_ body: () -> Result) -> Result {
    state.withLock { state in
      state.slot?.meter.finish()
      return body()
    }
  }

  /// Draws the line again, so that its time goes on.
  func tick() {
    state.withLock { state in
      guard state.isActive else { return }
      let slot = state.slot ?? Slot(label: Self.waiting, meter: Self.clock())
      state.slot = slot
      slot.meter.update(done: slot.done, total: slot.total)
    }
  }

  @Sendable func update(_ progress: Progress) {
    state.withLock { state in
      if state.slot?.label != progress.label {
        state.slot?.meter.finish()
        state.slot = Slot(
          label: progress.label, meter: ProgressMeter(format: Display.progressFormat(progress)))
      }
      state.slot?.done = progress.done
      state.slot?.total = progress.total
      state.slot?.meter.update(done: progress.done, total: progress.total)
    }
  }

  private static func clock() -> ProgressMeter {
    ProgressMeter { _, _, elapsed, _ in "at work  \(Int(elapsed)) s  Ctrl-C stops it" }
  }
}
