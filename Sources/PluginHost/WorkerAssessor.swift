package import Corpus
import Formats
package import PluginKit
import Synchronization

/// An assessor that is faster with many conversations at once.
package protocol BatchAssessor: Assessor {
  /// One result for each conversation, in order; evidence may be left out.
  ///
  /// Throws when the whole run has to end: interrupted, or a plugin that fails on everything.
  func scores(
    of conversations: [Conversation]
  ) throws -> [Result<Assessment, AssessmentFailure>]
}

/// A validator in worker processes: one for each thread that asks at the same time.
///
/// A process that crashes, hangs, takes too much memory or answers nonsense is replaced; the
/// conversation that it did so on has a failure, and the results of all others are what they would
/// have been.
package final class WorkerAssessor: BatchAssessor {
  /// Called with each failure: the conversation, the reason, and what the process wrote to its
  /// standard error.
  package typealias Report = @Sendable (_ id: String, _ reason: String, _ log: String) -> Void

  private let description: PluginDescription
  private let launch: WorkerLaunch
  private let reader: AnswerReader
  private let options: PluginOptions
  private let report: Report
  private let idle = Mutex<(scoring: [WorkerProcess], explaining: [WorkerProcess])>(([], []))
  private let tally = Mutex<(successes: Int, failures: Int, reason: String)>((0, 0, ""))
  private static let patience = 20

  /// Starts one process, so that options it refuses are told at once.
  package init(
    _ launch: WorkerLaunch, _ description: PluginDescription, _ options: PluginOptions,
    report: @escaping Report = { _, _, _ in }
  ) throws {
    self.description = description
    reader = AnswerReader(description)
    self.launch = launch
    self.options = options
    self.report = report
    checkIn(try started(withEvidence: false), withEvidence: false)
  }

  deinit {
    let all = idle.withLock { $0 }
    for worker in all.scoring + all.explaining { worker.close() }
  }

  package func assess(_ conversation: Conversation) throws -> Assessment {
    try results([conversation], withEvidence: true)[0].get()
  }

  package func scores(
    of conversations: [Conversation]
  ) throws -> [Result<Assessment, AssessmentFailure>] {
    try results(conversations, withEvidence: false)
  }

  private func results(
    _ conversations: [Conversation], withEvidence: Bool
  ) throws -> [Result<Assessment, AssessmentFailure>] {
    var results: [Result<Assessment, AssessmentFailure>] = []
    results.reserveCapacity(conversations.count)
    let lines = Self.lines(conversations)
    var worker: WorkerProcess?
    // Whether it has answered nothing yet: only then is a conversation surely what it failed on.
    var isFresh = false
    // Until something goes wrong the worker may have all lines before it. After that it gets one
    // at a time, so that the conversation which it fails on is known, whatever it buffers.
    var window = lines.count
    var isNarrow = false
    while results.count < conversations.count {
      let current: WorkerProcess
      if let open = worker {
        current = open
      } else if !isNarrow, let kept = checkOut(withEvidence) {
        current = kept
        isFresh = false
      } else {
        current = try started(withEvidence: withEvidence)
        isFresh = true
      }
      let reader = reader
      let first = results.count
      let exchange = current.exchange(lines, from: first, window: window) {
        index, value throws(AssessmentFailure) -> Result<Assessment, AssessmentFailure> in
        do throws(AssessmentFailure) {
          return .success(try reader.read(value, of: conversations[index]))
        } catch {
          // What the plugin says itself is an answer; nonsense ends its process.
          guard case .refused = error else { throw error }
          return .failure(error)
        }
      }
      results += exchange.answers
      try count(exchange.answers)
      for (index, answer) in exchange.answers.enumerated() {
        if case .failure(let failure) = answer {
          report(conversations[first + index].id, failure.description, "")
        }
      }
      worker = current
      guard let stop = exchange.stop else { break }
      if stop.isCancelled { throw WorkersInterrupted() }
      worker = nil
      let isProven = isFresh && window == 1 && exchange.answers.isEmpty
      isNarrow = true
      window = 1
      guard isProven else { continue }
      let reason = stop.reason.hasPrefix("it ") ? stop.reason : "it \(stop.reason)"
      results.append(.failure(.ended(reason)))
      report(conversations[results.count - 1].id, reason, current.logText)
      try count([results[results.count - 1]])
    }
    if let worker { checkIn(worker, withEvidence: withEvidence) }
    return results
  }

  /// Ends a run in which nothing succeeds.
  private func count(_ results: [Result<Assessment, AssessmentFailure>]) throws {
    let hopeless: String? = tally.withLock { tally in
      for result in results {
        switch result {
        case .success: tally.successes += 1
        case .failure(let failure):
          tally.failures += 1
          tally.reason = failure.description
        }
      }
      return tally.successes == 0 && tally.failures >= Self.patience ? tally.reason : nil
    }
    guard let hopeless else { return }
    throw PluginFailure(
      "'\(description.name)' failed on each of the first \(Self.patience) conversations, the last "
        + "time because \(hopeless)",
      hint: "'plugin log \(description.name)' tells more")
  }

  private func checkOut(_ withEvidence: Bool) -> WorkerProcess? {
    idle.withLock { idle in
      withEvidence ? idle.explaining.popLast() : idle.scoring.popLast()
    }
  }

  private func checkIn(_ worker: WorkerProcess, withEvidence: Bool) {
    idle.withLock { idle in
      if withEvidence { idle.explaining.append(worker) } else { idle.scoring.append(worker) }
    }
  }

  private func started(withEvidence: Bool) throws(PluginFailure) -> WorkerProcess {
    let worker = try WorkerProcess(launch)
    guard worker.description == description else {
      worker.close()
      throw PluginFailure(
        "'\(description.name)' says other things of itself than when it was added",
        hint: "add it again with 'plugin add'")
    }
    var json = JSONWriter()
    json.start(options) { json in
      json.key("evidence")
      json.flag(withEvidence)
    }
    try worker.start(json.bytes)
    return worker
  }

  private static func lines(_ conversations: [Conversation]) -> LineBatch {
    var json = JSONWriter()
    var ends: [Int] = []
    ends.reserveCapacity(conversations.count)
    for conversation in conversations {
      ConversationLine.write(conversation, to: &json)
      json.newline()
      ends.append(json.bytes.count)
    }
    return LineBatch(bytes: json.bytes, ends: ends)
  }
}

/// Ctrl-C ended a run.
package struct WorkersInterrupted: Error {}

extension JSONWriter {
  /// The line that begins a worker's work: `{"start": 1, "options": {…}, …}`.
  mutating func start(_ options: PluginOptions, _ more: (inout JSONWriter) -> Void) {
    object { json in
      json.key("start")
      json.integer(PluginDescription.protocolVersion)
      json.key("options")
      json.object { json in
        for name in options.names { json.member(name, options[name] ?? "") }
      }
      more(&json)
    }
  }
}
