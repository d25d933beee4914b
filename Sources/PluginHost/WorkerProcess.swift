import Corpus
import Formats
import Glibc
import PluginKit
import Synchronization

/// How a plugin's process is started and what it may take.
package struct WorkerLaunch: Sendable {
  package var arguments: [String]
  package var folder: String?
  package var environment: [String: String]
  package var limits = WorkerLimits()

  package init(
    _ arguments: [String], folder: String? = nil, environment: [String: String] = [:]
  ) {
    self.arguments = arguments
    self.folder = folder
    self.environment = environment
  }
}

/// What a worker may take before it is stopped.
package struct WorkerLimits: Sendable {
  /// Without an answer, for one conversation.
  package var seconds = 10.0
  /// For the hello, in which a language may load its libraries.
  package var startSeconds = 30.0
  package var memoryBytes = 2 << 30
  /// Whether Ctrl-C was pressed; asked twenty times a second.
  package var isCancelled: @Sendable () -> Bool = { false }

  package init() {}
}

/// A process that speaks the protocol. One thread at a time uses it; others wait.
final class WorkerProcess: Sendable {
  let description: PluginDescription
  private let state: Mutex<WorkerState>

  /// Starts the process and reads its hello.
  init(_ launch: WorkerLaunch) throws(PluginFailure) {
    var state = WorkerState(
      try ChildProcess(
        launch.arguments, folder: launch.folder,
        environment: launch.environment.merging(
          // A trap says its line and ends; it does not wait for a key or print a trace.
          ["SWIFT_BACKTRACE": "enable=no", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"]) { own, _ in
            own
          }),
      launch.limits)
    description = try state.readHello(launch.limits)
    self.state = Mutex(state)
  }

  /// Tells the process its options, once, and waits until it is ready.
  func start(_ start: [UInt8]) throws(PluginFailure) {
    let exchange = state.withLock { state in
      state.exchange(LineBatch([start]), window: 1, isStart: true) { _, answer in
        answer["error"]?.plain
      }
    }
    if let refusal = exchange.answers.first?.flatMap({ $0 }) { throw PluginFailure(refusal) }
    if let stop = exchange.stop { throw PluginFailure("it \(stop.reason)") }
  }

  /// Sends `lines` from `first` on, of which at most `window` are unanswered at any time, and reads
  /// an answer to each, until one is missing or `read` throws.
  func exchange<Answer: Sendable>(
    _ lines: LineBatch, from first: Int = 0, window: Int,
    _ read: @escaping @Sendable (Int, JSONValue) throws(AssessmentFailure) -> Answer
  ) -> Exchange<Answer> {
    state.withLock { $0.exchange(lines, from: first, window: window, read) }
  }

  /// What it wrote to its standard error, the end of it.
  var logText: String { state.withLock { $0.logText } }

  /// Ends the process: its input is closed and, when it does not end of itself, it is killed.
  func close() { state.withLock { $0.close() } }

  deinit { close() }
}

/// Requests, one a line.
struct LineBatch: Sendable {
  let bytes: [UInt8]
  /// Behind each line's end.
  let ends: [Int]

  init(_ lines: [[UInt8]]) {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for line in lines {
      bytes += line
      bytes.append(0x0A)
      ends.append(bytes.count)
    }
    self.init(bytes: bytes, ends: ends)
  }

  init(bytes: [UInt8], ends: [Int]) {
    self.bytes = bytes
    self.ends = ends
  }

  var count: Int { ends.count }
}

/// What an exchange gave.
struct Exchange<Answer: Sendable>: Sendable {
  /// In order, to the first lines of those that were to be sent.
  var answers: [Answer] = []
  /// Nil when all were answered.
  var stop: Stop?
}

/// Why an exchange ended early.
struct Stop: Sendable {
  /// Goes on after "it": "took longer than 10 s".
  let reason: String
  var isCancelled = false
}

/// The pipes to one process and what is known of it.
private struct WorkerState: ~Copyable {
  private let child: ChildProcess
  private let limits: WorkerLimits
  private let parser = JSONParser()
  private var lines = LineBuffer()
  private var log: [UInt8] = []
  private var isOpen = true
  private var hasLog = true
  /// The beginning of an answer that was no JSON.
  private var unread: String?
  private static let logBytes = 16 << 10

  init(_ child: ChildProcess, _ limits: WorkerLimits) {
    self.child = child
    self.limits = limits
  }

  var logText: String { String(decoding: log.suffix(Self.logBytes), as: UTF8.self) }

  mutating func readHello(_ limits: WorkerLimits) throws(PluginFailure) -> PluginDescription {
    let exchange = exchange(LineBatch(bytes: [], ends: [0]), window: 1, isStart: true) { _, value in
      Result { () throws(PluginFailure) in try PluginDescription(value) }
    }
    if case .success(let description)? = exchange.answers.first { return description }
    close()
    if case .failure(let failure)? = exchange.answers.first { throw failure }
    if let unread {
      throw PluginFailure(
        "its first line is no hello: '\(unread)'",
        hint: "print nothing before the hello, or print to standard error; see Plugins/README.md")
    }
    let reason = exchange.stop?.reason ?? "said nothing"
    throw PluginFailure("it \(reason) before its hello", hint: logHint)
  }

  /// The last line it wrote to standard error, if any.
  private var logHint: String? {
    logText.split(separator: "\n").last.map { "it wrote: \($0.prefix(200))" }
  }

  mutating func close() {
    guard isOpen else { return }
    isOpen = false
    child.finish()
  }

  mutating func exchange<Answer: Sendable>(
    _ batch: LineBatch, from first: Int = 0, window: Int, isStart: Bool = false,
    _ read: (Int, JSONValue) throws(AssessmentFailure) -> Answer
  ) -> Exchange<Answer> {
    var result = Exchange<Answer>()
    guard isOpen else {
      result.stop = Stop(reason: "is not running")
      return result
    }
    let wanted = batch.count - first
    let patience = isStart ? limits.startSeconds : limits.seconds
    var sent = first == 0 ? 0 : batch.ends[first - 1]
    var last = ContinuousClock.now
    var looked = last
    while result.answers.count < wanted, result.stop == nil {
      let sendable = batch.ends[min(first + result.answers.count + window, batch.count) - 1]
      let event = wait(forSpace: sent < sendable)
      if event.hasLog { readLog() }
      if event.hasSpace { send(batch, &sent, sendable) }
      if event.hasAnswers {
        let before = result.answers.count
        result.stop = takeAnswers(wanted, first, &result.answers, read)
        if result.answers.count > before { last = .now }
      }
      let now = ContinuousClock.now
      if limits.isCancelled() {
        result.stop = stop("was interrupted", isCancelled: true)
      } else if now - last > .seconds(patience), result.stop == nil {
        result.stop = stop("gave no answer for \(patience.formatted) s")
      } else if now - looked > .milliseconds(50), result.stop == nil {
        looked = now
        if child.residentBytes > limits.memoryBytes {
          result.stop = stop("took more than \(limits.memoryBytes >> 20) MB of memory")
        }
      }
    }
    return result
  }

  private func wait(
    forSpace: Bool
  ) -> (hasAnswers: Bool, hasLog: Bool, hasSpace: Bool) {
    var requests = [
      pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
      // A log that is closed would wake the wait for ever.
      pollfd(fd: hasLog ? child.log : -1, events: Int16(POLLIN), revents: 0),
    ]
    if forSpace { requests.append(pollfd(fd: child.input, events: Int16(POLLOUT), revents: 0)) }
    guard poll(&requests, UInt(requests.count), 50) > 0 else { return (false, false, false) }
    return (
      requests[0].revents != 0, requests[1].revents != 0,
      forSpace && requests[2].revents != 0
    )
  }

  private func send(_ batch: LineBatch, _ sent: inout Int, _ end: Int) {
    let count = batch.bytes.withUnsafeBytes { bytes in
      write(child.input, bytes.baseAddress.map { $0 + sent }, end - sent)
    }
    // A closed pipe shows at the output as well, and with the reason.
    if count > 0 { sent += count } else if errno == EPIPE { usleep(1000) }
  }

  private mutating func takeAnswers<Answer>(
    _ wanted: Int, _ first: Int, _ answers: inout [Answer],
    _ read: (Int, JSONValue) throws(AssessmentFailure) -> Answer
  ) -> Stop? {
    let count = lines.fill(from: child.output)
    if count == 0 || count < 0 && errno != EAGAIN && errno != EINTR { return stop(nil) }
    while let line = lines.next() {
      guard answers.count < wanted else { return stop("answered more often than it was asked") }
      var answer: Result<Answer, AssessmentFailure>?
      do throws(BrokenReason) {
        try parser.parse(padded: line) { value throws(BrokenReason) in
          answer = Result { () throws(AssessmentFailure) in
            try read(first + answers.count, value)
          }
        }
      } catch {
        unread = String(decoding: line.prefix(80), as: UTF8.self)
        return stop(Self.complaint(line, error.reason))
      }
      switch answer {
      case .success(let answer): answers.append(answer)
      case .failure(let failure): return stop(failure.description)
      case nil: return stop("answered nothing")
      }
    }
    return lines.isTooLong ? stop("answered with a line that does not end") : nil
  }

  private static func complaint(_ line: UnsafeBufferPointer<UInt8>, _ reason: String) -> String {
    let text = String(decoding: line.prefix(4096), as: UTF8.self)
    if text.contains("NaN") || text.contains("Infinity") {
      return "answered with NaN or Infinity, which JSON has no number for; abstain instead"
    }
    return "answered what is \(reason)"
  }

  private mutating func readLog() {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(child.log, &bytes, bytes.count)
    if count == 0 { hasLog = false }
    guard count > 0 else { return }
    log += bytes.prefix(count)
    if log.count > 4 * Self.logBytes { log.removeFirst(log.count - Self.logBytes) }
  }

  /// Ends the process and completes the reason; nil means that it ended of itself.
  private mutating func stop(_ reason: String?, isCancelled: Bool = false) -> Stop {
    isOpen = false
    // Its last words may still be in the pipe.
    var requests = [pollfd(fd: child.log, events: Int16(POLLIN), revents: 0)]
    while poll(&requests, 1, reason == nil ? 20 : 0) > 0, requests[0].revents & Int16(POLLIN) != 0 {
      let before = log.count
      readLog()
      if log.count == before { break }
    }
    guard let reason else {
      return Stop(reason: ChildProcess.words(child.end(within: 500)) + lastWords)
    }
    child.kill()
    return Stop(reason: reason, isCancelled: isCancelled)
  }

  /// What a runtime said went wrong: the first line of Swift's, the last of an exception's.
  private var lastWords: String {
    let lines = logText.split(separator: "\n")
    if let fatal = lines.lazy.compactMap({ $0.split(separator: "Fatal error: ").dropFirst().last })
      .first
    {
      return ": " + fatal.prefix(200)
    }
    guard let error = lines.last(where: { $0.contains("Error: ") }) else { return "" }
    return ": " + error.prefix(200)
  }
}

extension Double {
  /// Without a fraction of zero.
  fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
