private import Commands
private import Glibc
private import Workbench

/// Chooses how `pe` meets its user: a shell at a terminal, a script on a pipe, or one command.
package enum Face {
  private static let usage = """
    usage: pe [--workspace PATH] [--json]            the shell, or a script on standard input
           pe [--workspace PATH] [--json] COMMAND …  one command; 'pe help' lists them
           pe --version

    The workspace is ./pe.sqlite, or PE_WORKSPACE, or PATH; :memory: is one that is gone at the end.

    """

  /// Runs to the end and gives the exit status.
  @MainActor
  package static func start(_ arguments: [String]) async -> Int32 {
    let options: FaceOptions
    do {
      options = try FaceOptions(arguments, environment: Terminal.environment)
    } catch {
      let failure = Failure(error)
      Terminal.write("error: \(failure.message)\n\(usage)", to: STDERR_FILENO)
      return failure.code.exitStatus
    }
    if options.wantsVersion {
      Terminal.write("pe \(Version.number)\n")
      return 0
    }
    if options.wantsUsage {
      Terminal.write(usage)
      return 0
    }
    Interrupt.install()
    Terminal.setLocale()
    do {
      let desk = try Desk(options: options)
      let status = await work(at: desk, options)
      await desk.session.close()
      return status
    } catch {
      return Display(isJSON: options.isJSON).failed(Failure(error))
    }
  }

  @MainActor
  private static func work(at desk: Desk, _ options: FaceOptions) async -> Int32 {
    if !options.command.isEmpty {
      return await desk.run { await desk.interpreter.execute(arguments: options.command) }
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
  var isJSON = false
  var wantsVersion = false
  var wantsUsage = false
  var command: [String] = []

  init(_ arguments: [String], environment: (String) -> String?) throws {
    if let path = environment("PE_WORKSPACE"), !path.isEmpty { workspace = path }
    var rest = arguments[...]
    while let word = rest.first, word.hasPrefix("-") {
      rest.removeFirst()
      switch word {
      case "--json": isJSON = true
      case "--version": wantsVersion = true
      case "--help", "-h": wantsUsage = true
      case "--workspace", "-w":
        guard let path = rest.popFirst(), !path.isEmpty else {
          throw Failure(.usage, "--workspace takes a path")
        }
        workspace = path
      default:
        guard word.hasPrefix("--workspace=") else {
          throw Failure(.usage, "pe has no option \(word) before the command")
        }
        workspace = String(word.dropFirst("--workspace=".count))
      }
    }
    command = Array(rest)
  }
}
