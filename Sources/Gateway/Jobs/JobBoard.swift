#if Gateway
import Corpus
import Engine
import Foundation
import HTTPTypes
import Logging
import Synchronization
import Workspace

/// Jobs that were submitted: kept in the workspace, worked off in order, a few at once beside requests.
///
/// What was queued or running when the gateway ended is taken up by the next start, from the
/// beginning: scores that were stored stay, and a file appears whole or not at all.
final class JobBoard: Sendable {
  /// Jobs that run at once.
  static let atOnce = 2
  /// Jobs that may wait, of all keys and of one.
  static let mostWaiting = 200
  static let mostOfOne = 20
  /// Seconds that a result is kept.
  static let keptFor = 7.0 * 86_400

  private struct State {
    var waiting: [JobRecord] = []
    var running: [String: (job: JobRecord, cancellation: Cancellation)] = [:]
    /// That ended while the workspace could not be written: what it says of them is not so.
    var unkept: [String: JobRecord] = [:]
    var isParked = false
    var observers: [String: [Int: @Sendable (JobRecord) -> Void]] = [:]
    var next = 0
  }

  private let session: Session
  let exports: ExportFiles
  private let log: Logger
  private let state = Mutex(State())
  /// Told of every job that begins or ends.
  private let onChange: Mutex<(@Sendable (JobRecord) -> Void)?> = Mutex(nil)

  init(_ session: Session, exports: ExportFiles, log: Logger) {
    self.session = session
    self.exports = exports
    self.log = log
  }

  func tellChanges(_ body: @escaping @Sendable (JobRecord) -> Void) {
    onChange.withLock { $0 = body }
  }

  /// Takes up what was open, and forgets what is old.
  func open() async throws {
    let jobs = try await session.perform { run in
      for id in try run.workspace.forgetJobs(
        endedBefore: Date().timeIntervalSince1970 - Self.keptFor)
      {
        self.exports.remove(id)
      }
      return try run.workspace.openJobs()
    }
    for var job in jobs {
      job.status = .queued
      job.startedAt = nil
      job.progress = 0
      state.withLock { $0.waiting.append(job) }
    }
    startNext()
  }

  /// Keeps a job and begins it when its turn comes. Throws ``Problem`` when too many wait.
  func submit(
    _ request: JobRequest, owner: String, idempotencyKey: String
  ) async throws -> (job: JobRecord, isNew: Bool) {
    let (all, own) = state.withLock { state in
      let open = state.waiting + state.running.values.map(\.job)
      return (open.count, open.count { $0.owner == owner })
    }
    guard all < Self.mostWaiting else { throw Problem.busy }
    guard own < Self.mostOfOne else {
      throw Problem(
        .tooMany, .tooManyRequests, "this key has \(own) jobs that are not done", retryAfter: 30)
    }
    let made = JobRecord(
      id: Self.newID(), owner: owner, kind: request.kind, request: request.json,
      idempotencyKey: idempotencyKey, submittedAt: Date().timeIntervalSince1970)
    let kept = try await session.perform { try $0.workspace.add(made) }
    guard kept.id == made.id else {
      guard kept.request == made.request else {
        throw Problem(
          .invalid, .unprocessableContent, "this Idempotency-Key stands for another request")
      }
      return (current(kept.id) ?? kept, false)
    }
    state.withLock { $0.waiting.append(kept) }
    startNext()
    return (current(kept.id) ?? kept, true)
  }

  private static func newID() -> String {
    let digits = (0..<2).map { _ in
      let text = String(UInt64.random(in: 0 ... .max), radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return String(digits.joined().prefix(24))
  }

  /// As it is now, where it is not over.
  private func current(_ id: String) -> JobRecord? {
    state.withLock { state in
      state.running[id]?.job ?? state.unkept[id] ?? state.waiting.first { $0.id == id }
    }
  }

  /// Nil when there is none.
  func job(_ id: String) async throws -> JobRecord? {
    if let open = current(id) { return open }
    return try await session.perform { try $0.workspace.job(id) }
  }

  func jobs(owner: String?) async throws -> [JobRecord] {
    let kept = try await session.perform { try $0.workspace.jobs(owner: owner, limit: 100) }
    return kept.map { current($0.id) ?? $0 }
  }

  /// Stops a job; nothing happens to one that is over. Nil when there is none.
  func cancel(_ id: String) async throws -> JobRecord? {
    let waiting = state.withLock { state -> JobRecord? in
      state.running[id]?.cancellation.raise()
      guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiting.remove(at: place)
    }
    if var job = waiting {
      job.status = .cancelled
      job.endedAt = Date().timeIntervalSince1970
      await keep(job)
      tell(job)
      return job
    }
    return try await job(id)
  }

  /// Begins nothing more, and stops what runs so that the next start takes it up.
  func park() {
    let running = state.withLock { state in
      state.isParked = true
      return state.running.values.map(\.cancellation)
    }
    for cancellation in running { cancellation.raise() }
  }

  var isIdle: Bool { state.withLock { $0.running.isEmpty } }

  var counts: [String: Int] {
    state.withLock { ["queued": $0.waiting.count, "running": $0.running.count] }
  }

  // Watching

  /// Calls `body` with each change of a job until ``forget(_:of:)``; from any thread.
  func watch(_ id: String, _ body: @escaping @Sendable (JobRecord) -> Void) -> Int {
    state.withLock { state in
      state.next += 1
      state.observers[id, default: [:]][state.next] = body
      return state.next
    }
  }

  func forget(_ number: Int, of id: String) {
    state.withLock { state in
      state.observers[id]?[number] = nil
      if state.observers[id]?.isEmpty == true { state.observers[id] = nil }
    }
  }

  private func tell(_ job: JobRecord) {
    let bodies = state.withLock { $0.observers[job.id].map { Array($0.values) } ?? [] }
    for body in bodies { body(job) }
  }

  // Working

  private func startNext() {
    while true {
      let begun = state.withLock { state -> (JobRecord, Cancellation)? in
        guard !state.isParked, state.running.count < Self.atOnce, !state.waiting.isEmpty else {
          return nil
        }
        var job = state.waiting.removeFirst()
        job.status = .running
        job.startedAt = Date().timeIntervalSince1970
        let cancellation = Cancellation()
        state.running[job.id] = (job, cancellation)
        return (job, cancellation)
      }
      guard let (job, cancellation) = begun else { return }
      Task { await work(job, cancellation) }
    }
  }

  private func work(_ begun: JobRecord, _ cancellation: Cancellation) async {
    await keep(begun)
    tell(begun)
    var job = begun
    do {
      guard let request = JobRequest(json: job.request) else {
        throw Problem.invalid("the job's request cannot be read")
      }
      let pace = Pace()
      let id = job.id
      let exports = exports
      let report: ProgressReport = { progress in
        guard let total = progress.total, total > 0, pace.isDue() else { return }
        self.progressed(id, min(1, Double(progress.done) / Double(total)))
      }
      job.result = try await session.perform(cancellation: cancellation, progress: report) {
        try request.run(in: $0, id: id, exports: exports)
      }
      job.status = .completed
      job.progress = 1
    } catch {
      let problem = Problem(error)
      if cancellation.isRaised {
        job.status = state.withLock { $0.isParked } ? .queued : .cancelled
      } else {
        job.status = .failed
        job.failure = problem.message
        log.warning(
          "a job failed", metadata: ["job": "\(job.id)", "kind": "\(type(of: error))"])
      }
    }
    if job.status == .queued {
      job.startedAt = nil
    } else {
      job.endedAt = Date().timeIntervalSince1970
    }
    await keep(job)
    state.withLock { _ = $0.running.removeValue(forKey: job.id) }
    tell(job)
    if job.status.isOver { onChange.withLock { $0 }?(job) }
    startNext()
  }

  private func progressed(_ id: String, _ progress: Double) {
    let job = state.withLock { state -> JobRecord? in
      state.running[id]?.job.progress = progress
      return state.running[id]?.job
    }
    if let job { tell(job) }
  }

  /// A workspace that cannot be written is no reason to lose a job that runs; how it ended is known here
  /// until it can be written.
  private func keep(_ job: JobRecord) async {
    let late = state.withLock { Array($0.unkept.values) }.filter { $0.id != job.id }
    for one in late + [job] {
      do {
        try await session.perform { try $0.workspace.update(one) }
        state.withLock { _ = $0.unkept.removeValue(forKey: one.id) }
      } catch {
        log.error("a job's state could not be kept", metadata: ["job": "\(one.id)"])
        if one.status.isOver { state.withLock { $0.unkept[one.id] = one } }
      }
    }
  }

  /// Lets ten reports a second through.
  private final class Pace: Sendable {
    private let last = Mutex(ContinuousClock.now - .seconds(1))

    func isDue() -> Bool {
      let now = ContinuousClock.now
      return last.withLock { last in
        guard now - last >= .milliseconds(100) else { return false }
        last = now
        return true
      }
    }
  }
}
#endif
