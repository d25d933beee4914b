#if Gateway
import Engine
import Foundation
import Logging
import NIOCore
import Synchronization
import Workspace

/// The workbench as a service: one shared session, and what requests have in common.
final class Gateway: Sendable {
  let options: ServeOptions
  let session: Session
  let doorkeeper: Doorkeeper
  let buckets = TokenBuckets()
  let metrics = GatewayMetrics()
  let clock = AnswerClock()
  let answers = AnswerCache(bytes: 64 << 20)
  let assessments = AnswerCache(bytes: 32 << 20)
  let routes: RouteTable
  let log: Logger
  /// Nil unless requests are written down.
  let recorder: Recorder?
  let started = ContinuousClock.now
  /// Keys, webhooks and exports of this person.
  let ring: KeyRing
  let jobs: JobBoard
  let webhooks: WebhookStore
  private let sender: WebhookSender
  /// Whether the workspace is looked at only.
  let isReadOnly: Bool
  private let workspacePath: String
  private let working = Atomic<Int>(0)
  private let open = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private let running = Mutex<[Int: Cancellation]>([:])
  private let nextRun = Atomic<Int>(0)
  private let scorings = Mutex<[String: AdHocScoring]>([:])

  init(
    _ options: ServeOptions, ring: KeyRing = KeyRing(), tokens: Tokens? = nil, log: Logger,
    routes: [Route] = RouteList.all
  ) throws {
    self.options = options
    self.ring = ring
    self.log = log
    recorder = try options.record.map { try Recorder(path: $0) }
    session = try Session(workspace: options.workspace, looksOnly: options.isReadOnly)
    let workspace = session.begin().workspace
    workspacePath = workspace.path
    isReadOnly = options.isReadOnly || workspace.isReadOnly
    doorkeeper = Doorkeeper(ring, tokens)
    self.routes = RouteTable(routes)
    jobs = JobBoard(session, exports: ExportFiles(folder: ring.root + "/exports"), log: log)
    webhooks = WebhookStore(ring)
    sender = WebhookSender(
      webhooks, allowsPrivate: options.allowsPrivateWebhooks, metrics: metrics, log: log)
    jobs.tellChanges { [sender] in sender.tell($0) }
  }

  var isStopping: Bool { stopping.load(ordering: .relaxed) }
  var workspaceName: String { (workspacePath as NSString).lastPathComponent }

  /// Counts a connection; false when there are too many with it.
  func connected() -> Bool {
    metrics.connected()
    return open.wrappingAdd(1, ordering: .relaxed).newValue <= options.limits.connections
  }

  func disconnected() {
    metrics.disconnected()
    open.wrappingSubtract(1, ordering: .relaxed)
  }

  /// Names a request in its answer and in the log.
  func requestID() -> String {
    let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Whether a page may call: one of this gateway's own, or of an origin that was named. A client that
  /// is no browser names no origin.
  func allowsOrigin(_ origin: String?, host: String?) -> Bool {
    guard let origin else { return true }
    return options.origins.contains(origin)
      || host.map { origin == "http://\($0)" || origin == "https://\($0)" } == true
  }

  /// Takes no new work.
  func stop() { stopping.store(true, ordering: .relaxed) }

  /// Stops what still runs, and lets the workspace go.
  func close() {
    for cancellation in running.withLock({ Array($0.values) }) { cancellation.raise() }
    sender.close()
    session.close()
  }

  /// Runs work on a thread of its own, within the time that an answer may take; refuses it when too
  /// much is being worked on.
  func run<T: Sendable>(_ work: @escaping @Sendable (Run) throws -> T) async throws -> T {
    try await limited { cancellation in
      try await self.session.perform(cancellation: cancellation, work)
    }
  }

  /// The same for work that has its own threads; it stops when the cancellation is raised.
  func limited<T: Sendable>(
    _ work: @Sendable (Cancellation) async throws -> T
  ) async throws -> T {
    guard !isStopping else { throw Problem.stopping }
    let now = working.wrappingAdd(1, ordering: .relaxed).newValue
    defer { working.wrappingSubtract(1, ordering: .relaxed) }
    guard now <= options.limits.working else { throw Problem.busy }
    let cancellation = Cancellation()
    let number = nextRun.wrappingAdd(1, ordering: .relaxed).newValue
    running.withLock { $0[number] = cancellation }
    defer { running.withLock { _ = $0.removeValue(forKey: number) } }
    let seconds = options.limits.workSeconds
    let alarm = Task {
      try await Task.sleep(for: .seconds(seconds))
      cancellation.raise()
    }
    defer { alarm.cancel() }
    return try await work(cancellation)
  }

  /// What an answer depends on beside the request: when the workspace was last written, by anyone.
  /// Nil while it is being written, when nothing can be kept.
  func workspaceState() -> String? {
    guard let file = FileStamp(workspacePath), !file.isFresh else { return nil }
    guard let log = FileStamp(workspacePath + "-wal") else { return file.text }
    return log.isFresh ? nil : file.text + log.text
  }

  /// Validators that are ready to score, made once until the workspace changes.
  func scoring(_ validators: [String]?, profile: String?) async throws -> AdHocScoring {
    let state = workspaceState()
    let key = "\(state ?? "")\n\(profile ?? "")\n\(validators?.joined(separator: ",") ?? "*")"
    if state != nil, let known = scorings.withLock({ $0[key] }) { return known }
    let made = try await run { try $0.adHocScoring(validators, profile: profile) }
    if state != nil {
      scorings.withLock { all in
        if all.count >= 32 { all = [:] }
        all[key] = made
      }
    }
    return made
  }
}
#endif
