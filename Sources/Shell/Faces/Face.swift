private import Commands
private import Engine
private import Glibc
private import Outcomes

/// Chooses how `pe` meets its user: a shell at a terminal, a script on a pipe, or one command.
package enum Face {
  private static let usage = """
    usage: pe [OPTION …]            the shell, or a script on standard input
           pe [OPTION …] COMMAND …  one command; 'pe help' lists them

      -w, --workspace PATH  the workspace: ./pe.sqlite unless PE_WORKSPACE or this names another;
                            :memory: is one that is gone at the end
          --mode MODE       how results are shown: table, list, json, csv, markdown
          --allow-shell     let a script on standard input write files by > and start programs
          --json            the same as --mode json: one object a line
          --version         the program's version

    """

  /// Runs to the end and gives the exit status.
  @MainActor
  package static func start(_ arguments: [String]) async -> Int32 {
    Terminal.openStandardFiles()
    if arguments.first == Worker.word {
      return Worker.serve(Array(arguments.dropFirst()))
    }
    if arguments.first == ShellCompletion.word {
      return ShellCompletion.answer(Array(arguments.dropFirst()))
    }
    let options: FaceOptions
    do {
      try Room.settle()
      options = try FaceOptions(arguments, environment: Terminal.environment)
    } catch {
      let failure = Failure(error)
      guard failure.code == .usage else { return Display().failed(failure) }
      Terminal.write("error: \(failure.message)\n\(usage)", to: STDERR_FILENO)
      return failure.code.exitStatus
    }
    if options.wantsVersion {
      let commit = Session.commit.map { " · commit \($0)" } ?? ""
      return Display().show("pe \(Version.number)\(commit)\n")
    }
    if options.wantsUsage {
      return Display().show(usage)
    }
    Interrupt.install()
    Terminal.setLocale()
    do {
      let desk = try await desk(options)
      let status = await work(at: desk, options)
      desk.session.close()
      return status
    } catch {
      return Display().failed(Failure(error), isJSON: options.isJSON)
    }
  }

  /// Help knows the workspace's plugins where there is one, and needs none.
  @MainActor
  private static func desk(_ options: FaceOptions) async throws -> Desk {
    guard options.command.first == "help" else { return try await Desk(options: options) }
    if access(options.workspace, R_OK) == 0, let desk = try? await Desk(options: options) {
      return desk
    }
    var options = options
    options.workspace = ":memory:"
    return try await Desk(options: options)
  }

  @MainActor
  private static func work(at desk: Desk, _ options: FaceOptions) async -> Int32 {
    if !options.command.isEmpty {
      return await desk.run {
        await desk.takeUpSavedPlugins(before: options.command)
        return await desk.interpreter.execute(arguments: options.command)
      }
    }
    if Terminal.isInteractive && !options.isJSON {
      return await Shell.run(host: await desk.host(), history: .default)
    }
    return await desk.runPipedScript()
  }
}

/// What stands before the command on the command line.
struct FaceOptions: Equatable {
  var workspace = "pe.sqlite"
  var mode: String?
  var wantsVersion = false
  var wantsUsage = false
  var allowsShell = false
  var command: [String] = []

  init(_ arguments: [String], environment: (String) -> String?) throws {
    if let path = environment("PE_WORKSPACE"), !path.isEmpty { workspace = path }
    var rest = arguments[...]
    var isNamed = false
    while let word = rest.first, word.hasPrefix("-") {
      rest.removeFirst()
      switch word {
      case "--json": mode = "json"
      case "--version": wantsVersion = true
      case "--allow-shell": allowsShell = true
      case "--help", "-h": wantsUsage = true
      case "--workspace", "-w":
        guard let path = rest.popFirst(), !path.isEmpty else {
          throw Failure(.usage, "--workspace takes a path")
        }
        workspace = path
        isNamed = true
      case "--mode":
        mode = rest.popFirst() ?? ""
      default:
        throw Failure(.usage, "pe has no option \(word) before the command")
      }
    }
    command = Array(rest)
    // A running script's steps are then JSON as well.
    if command.contains("--json") { mode = "json" }
    // These need no corpus, and leave no file of one behind unless a workspace is named for them.
    let isApart =
      ["auth", "docs", "init", "keys", "quality"].contains(command.first)
      || command.first == "serve" && command.contains("--mock")
    if isApart && !isNamed || command.first == "bench" { workspace = ":memory:" }
  }

  var isJSON: Bool { mode == "json" }
}
