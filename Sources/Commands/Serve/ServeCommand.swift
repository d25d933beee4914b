import ArgumentParser
import Engine
private import Foundation
private import Glibc
import Outcomes
import Workspace

struct ServeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the workspace over HTTP and WebSocket, with keys, jobs and a page.",
    discussion: """
      Runs pe-gateway, which stands beside this program where it was built:

          swift build -c release --traits Gateway

      It serves this machine alone unless --host names another address; put a reverse proxy with TLS \
      before it then. Nobody without a key reads or writes: 'keys add NAME' makes one. The page is \
      at http://127.0.0.1:8000/, the description of all routes at /docs, and Sources/Gateway/GUIDE.md \
      tells the rest. Ctrl-C ends it in order: running requests end, jobs are parked and taken up \
      with the next start.
      """)
  static let examples = [
    Example("serve", "on http://127.0.0.1:8000"),
    Example("serve --port 9000 --read-only", "to look at, without writing"),
    Example("serve --mock talks.recorded", "answers as they were recorded, for tests"),
  ]
  static let traits: Traits = .isUnrecorded

  @Option(help: "The port; 0 takes a free one.") var port = 8000
  @Option(help: "The address to listen at.") var host = Plain("127.0.0.1")
  @Flag(help: "Write nothing: no jobs, no scores, no exports.") var readOnly = false
  @Option(
    help: "A file with the key that signs tokens: JSON with alg, key, issuer and audience.")
  var jwt: Plain?
  @Flag(help: "Let webhooks go to addresses of this machine and of private networks.")
  var allowPrivateWebhooks = false
  @Option(help: "Origins that pages of others may call from, joined by commas.")
  var cors: Plain?

  @Option(
    help: "Write requests and answers to a file, which --mock answers from; never a key.",
    completion: .file())
  var record: Plain?
  @Option(
    help: "Answer from a file of --record alone: any key, no workspace.", completion: .file())
  var mock: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    guard record == nil || mock == nil else {
      throw Failure(.usage, "--record and --mock exclude each other")
    }
    guard (0...65_535).contains(port) else {
      throw Failure(.usage, "--port takes 0 to 65535, not \(port)")
    }
    let program = Self.program
    guard access(program, X_OK) == 0 else {
      throw Failure(
        .precondition, "the gateway is not built: there is no \(program)",
        hint: "in pe's source: swift build -c release --traits Gateway")
    }
    let path = context.session.begin().workspace.path
    var arguments = [program, "--workspace", path, "--port", String(port), "--host", host.text]
    if readOnly { arguments.append("--read-only") }
    if allowPrivateWebhooks { arguments.append("--allow-private-webhooks") }
    if let jwt { arguments += ["--jwt", context.file(jwt.text)] }
    if let cors { arguments += ["--cors", cors.text] }
    if let record { arguments += ["--record", context.file(record.text)] }
    if let mock { arguments += ["--mock", context.file(mock.text)] }
    context.session.close()
    // In this process's place, so that signals and the exit status are the gateway's.
    var pointers = arguments.map { strdup($0) }
    pointers.append(nil)
    execv(program, pointers)
    for pointer in pointers { free(pointer) }
    throw Failure(
      .failed, "\(program) could not be started: \(String(cString: strerror(errno)))")
  }

  /// Beside this program.
  private static var program: String {
    (Session.ownExecutable as NSString).deletingLastPathComponent + "/pe-gateway"
  }
}
