private import Commands
private import Glibc
private import Outcomes

/// The read loop: a line, its commands, their output, the next line.
package struct Shell {
  private let host: ShellHost
  private var history: HistoryFile
  /// The line that ran last.
  private var last = ""

  /// Runs until `quit`, the end of input, or an error that leaves no input. Unless standard input
  /// and output are both terminals, lines are read plainly: no prompt, no editing, no escape codes,
  /// and Ctrl-C ends with 130.
  ///
  /// - Returns: The exit status.
  @MainActor
  package static func run(host: ShellHost, history: HistoryFile) async -> Int32 {
    Interrupt.install()
    var shell = Shell(host: host, history: history)
    return Terminal.isInteractive ? await shell.runInteractive() : await shell.runPlain()
  }

  @MainActor
  private func runPlain() async -> Int32 {
    var reader = PlainReader()
    var pending: String?
    while true {
      switch reader.readLine() {
      case .line(let line), .edit(let line):
        let text = pending.map { $0 + "\n" + line } ?? line
        guard host.isComplete(text) || line.isEmpty && pending != nil else {
          pending = text
          continue
        }
        pending = nil
        guard text.contains(where: { !$0.isWhitespace }) else { continue }
        if case .quit(let status) = await execute(text) { return status }
        if Interrupt.isRaised { return 130 }
      case .endOfFile:
        guard let rest = pending else { return 0 }
        // The interpreter says what is missing.
        if case .quit(let status) = await execute(rest) { return status }
        return 0
      case .interrupted: return 130
      case .news: break
      case .failed(let code): return fail(code)
      }
    }
  }

  @MainActor
  private mutating func runInteractive() async -> Int32 {
    Terminal.setLocale()
    let editor =
      Terminal.isCapable
      ? LineEditor(program: "pe", complete: host.completions, hasNews: host.hasNews) : nil
    var reader = PlainReader()
    for entry in history.load() {
      editor?.remember(entry)
      last = entry
    }
    if !host.banner.isEmpty { Terminal.write(host.banner + "\n") }
    var isProblemTold = false
    var pending: String?
    while true {
      if let problem = history.problem, !isProblemTold {
        Terminal.write("note: \(problem)\n", to: STDERR_FILENO)
        isProblemTold = true
      }
      // Not later: a Ctrl-C right after Enter is for the command.
      Interrupt.clear()
      let prompt = pending == nil ? host.prompt() : host.continuationPrompt()
      let reading: LineReading
      if let editor {
        reading = editor.readLine(prompt: prompt)
      } else {
        Terminal.write(prompt)
        reading = reader.readLine()
      }
      switch reading {
      case .line(let line):
        let text = pending.map { $0 + "\n" + line } ?? line
        let isEnded = line.isEmpty && pending != nil
        guard
          let commands = CommandLines.split(text, isComplete: host.isComplete)
            ?? (isEnded ? [text] : nil)
        else {
          pending = text
          continue
        }
        pending = nil
        if let status = await run(commands, typed: text, editor) { return status }
      case .edit(let line):
        let text = pending.map { $0 + "\n" + line } ?? line
        pending = nil
        if let status = await edit(text, editor) { return status }
      case .interrupted:
        // The editor has gone to a new row by itself.
        if editor == nil { Terminal.write("\n") }
        pending = nil
      case .endOfFile:
        Terminal.write("\n")
        guard pending != nil else { return 0 }
        pending = nil
      case .news: await host.tellNews()
      case .failed(let code): return fail(code)
      }
    }
  }

  /// Keeps a line and runs its commands; `edit` and `clear` are the shell's own.
  @MainActor
  private mutating func run(
    _ commands: [String], typed text: String, _ editor: LineEditor?
  ) async -> Int32? {
    guard let first = commands.first else { return nil }
    if commands.count == 1, Words.of(first) == [EditCommand.name] {
      return await edit(last, editor)
    }
    history.append(text)
    editor?.remember(text)
    last = text
    if commands.count == 1, Words.of(first) == [ClearCommand.name] {
      Terminal.write("\u{1B}[H\u{1B}[2J\u{1B}[3J")
      return nil
    }
    return await runAll(commands)
  }

  /// Runs what the person's editor makes of a line.
  @MainActor
  private mutating func edit(_ text: String, _ editor: LineEditor?) async -> Int32? {
    switch ExternalEditor.edit(text) {
    case .failed(let sentence):
      _ = Display().failed(Failure(.failed, sentence))
      return nil
    case .text(let edited):
      guard !edited.isEmpty else { return nil }
      let commands = CommandLines.split(edited, isComplete: host.isComplete) ?? [edited]
      guard !commands.contains(where: { Words.of($0) == [EditCommand.name] }) else { return nil }
      if commands.count == 1 { Terminal.write("\(host.prompt())\(edited)\n") }
      return await run(commands, typed: edited, editor)
    }
  }

  /// Runs what was typed or pasted at once; Ctrl-C drops what has not begun. Several commands are
  /// repeated one by one, so that each output has its command above it.
  @MainActor
  private func runAll(_ commands: [String]) async -> Int32? {
    for command in commands {
      if commands.count > 1 { Terminal.write("\(host.prompt())\(command)\n") }
      if CommandLines.isEscape(command) {
        let program = String(command.dropFirst())
        let status = ProgramRunner.run(program, shell: ProgramRunner.userShell)
        // The terminal has echoed ^C.
        if status == 128 + SIGINT { Terminal.write("\n") }
      } else if case .quit(let status) = await execute(command) {
        return status
      }
      if Interrupt.isRaised { break }
    }
    return nil
  }

  private func execute(_ command: String) async -> ShellHost.Disposition {
    let execute = host.execute
    // The terminal has echoed ^C; what the command still says begins a row.
    let isInteractive = Terminal.isInteractive
    let interrupt = host.interrupt
    host.prepare()
    return await Interrupt.cancelling(
      onInterrupt: {
        interrupt()
        if isInteractive { Terminal.write("\n") }
      }, { await execute(command) })
  }

  private func fail(_ code: Int32) -> Int32 {
    Display().failed(Failure(.failed, "cannot read the input: \(String(cString: strerror(code)))"))
  }
}

private enum Words {
  static func of(_ line: String) -> [String] { SplitLine(line).words.map(\.text) }
}
