#if Gateway
import Corpus
import Engine
import Formats
import Foundation
import HTTPTypes
import NIOWebSocket
import Synchronization
import Workspace

/// Answers the messages of one WebSocket client, in the platform's words.
final class StreamInbox: Sendable {
  /// Jobs that one client may watch.
  private static let mostWatched = 100
  private let gateway: Gateway
  private let caller: Caller
  private let key: String
  private let outbox: Outbox
  private let watched = Mutex<[String: Int]>([:])
  private let batches = Mutex<[Int: Task<Void, Never>]>([:])

  init(_ gateway: Gateway, _ caller: Caller, key: String, _ outbox: Outbox) {
    self.gateway = gateway
    self.key = key
    self.caller = caller
    self.outbox = outbox
  }

  /// Lets go of what the client watched and began.
  func close() {
    for (id, number) in watched.withLock({ $0 }) { gateway.jobs.forget(number, of: id) }
    for task in batches.withLock({ Array($0.values) }) { task.cancel() }
  }

  private enum Message: Sendable {
    case validate(String?, Conversation, ValidationRequest)
    case batch(String?, [Conversation], ValidationRequest)
    case dataset(String?, JobRequest)
    case subscribe(String)
    case unsubscribe(String?)
    case ping
  }

  func take(_ bytes: [UInt8]) async {
    var requestID: String?
    do {
      let message = try read(bytes, &requestID)
      if case .ping = message {
      } else {
        // A key may have ended since the last message.
        guard (try? await gateway.doorkeeper.caller(bearer: key)) != nil else {
          return outbox.close(.unknown(4401), "this key opens nothing any more")
        }
        try spend()
      }
      try await answer(message)
    } catch {
      tell(Problem(error), requestID)
    }
  }

  /// A message costs what a request does.
  private func spend() throws {
    let standing = gateway.buckets.take(caller.id, anHour: caller.requestsAnHour)
    guard let seconds = standing.secondsToNext else { return }
    throw Problem(
      .tooMany, .tooManyRequests, "this key may make \(standing.limit) requests an hour",
      retryAfter: max(1, Int(seconds.rounded(.up))))
  }

  private func require(_ scope: AccessScope) throws {
    guard caller.allows(scope) else {
      throw Problem(
        .notPermitted, .forbidden, "this key may not do that",
        details: ["scope": scope.rawValue])
    }
  }

  private func read(_ bytes: [UInt8], _ requestID: inout String?) throws -> Message {
    let result: Result<(Message, String?), any Error>
    do {
      result = try JSONParser().parse(copying: bytes) { value in
        Result {
          guard value.isObject else { throw Problem.invalid("a message is a JSON object") }
          let id = try value.string("request_id")
          do {
            return (try self.message(value, id), id)
          } catch let problem as Problem {
            throw Tagged(problem: problem, requestID: id)
          }
        }
      }
    } catch {
      throw Problem.invalid("the message is \(error.reason)")
    }
    do {
      let (message, id) = try result.get()
      requestID = id
      return message
    } catch let tagged as Tagged {
      requestID = tagged.requestID
      throw tagged.problem
    }
  }

  private struct Tagged: Error {
    let problem: Problem
    let requestID: String?
  }

  private func message(_ value: JSONValue, _ id: String?) throws -> Message {
    guard (id?.utf8.count ?? 0) <= 200 else {
      throw Problem.invalid("a request_id has at most 200 bytes", "request_id")
    }
    switch try value.string("type") ?? value.string("action") {
    case "ping": return .ping
    case "subscribe_to_job":
      guard let job = try value.string("job_id") else {
        throw Problem.invalid("job_id is needed", "job_id")
      }
      return .subscribe(job)
    case "unsubscribe": return .unsubscribe(try value.string("job_id"))
    case "validate_conversation":
      guard let given = value["conversation"] else {
        throw Problem.invalid("conversation is needed", "conversation")
      }
      return .validate(
        id, try given.conversation("conversation"), try ValidationRequest(value))
    case "process_batch":
      let request = try ValidationRequest(value)
      if let dataset = try value.string("dataset") {
        return .dataset(
          id,
          .qualityValidation(
            query: Filter.only(dataset), validators: request.validators, options: [:]))
      }
      guard let list = value["conversations"], list.isArray else {
        throw Problem.invalid("conversations or a dataset is needed", "conversations")
      }
      let most = gateway.options.limits.batch
      let elements = Array(list.elements.prefix(most + 1))
      guard elements.count <= most else {
        throw Problem(
          .invalid, .contentTooLarge, "at most \(most) conversations are taken at once")
      }
      return .batch(
        id,
        try elements.enumerated().map {
          try $1.conversation("conversations[\($0)]", number: $0 + 1)
        }, request)
    default:
      throw Problem.invalid(
        "type is validate_conversation, process_batch, subscribe_to_job, unsubscribe or ping",
        "type")
    }
  }

  private func answer(_ message: Message) async throws {
    switch message {
    case .ping: send("pong") { _ in }
    case .validate(let id, let conversation, let request):
      try require(.validate)
      let validated = try await gateway.validate([conversation], request)
      send("validation_result", id) { json in
        json.key("result")
        json.raw(String(decoding: validated[0].data, as: UTF8.self))
        json.member("cached", validated[0].isKept)
      }
    case .batch(let id, let conversations, let request):
      try require(.validate)
      try await validate(id, conversations, request)
    case .dataset(let id, let request):
      try require(.write)
      guard !gateway.isReadOnly else { throw Problem.readOnly }
      let (job, _) = try await gateway.jobs.submit(request, owner: caller.id, idempotencyKey: "")
      try watch(job, as: id)
    case .subscribe(let id):
      try require(.read)
      guard ExportFiles.isID(id), let job = try await gateway.jobs.job(id),
        caller.isAdmin || job.owner == caller.id
      else { throw Problem.notFound("there is no such job") }
      try watch(job, as: nil)
      // What happened between the look and the watch.
      if let now = try await gateway.jobs.job(id), now != job { update(now, as: nil) }
    case .unsubscribe(let id):
      let gone = watched.withLock { watched in
        let gone = watched.filter { id == nil || $0.key == id }
        for name in gone.keys { watched[name] = nil }
        return gone
      }
      for (name, number) in gone { gateway.jobs.forget(number, of: name) }
      send("unsubscribed") { json in json.strings("job_ids", gone.keys.sorted()) }
    }
  }

  private func validate(
    _ id: String?, _ conversations: [Conversation], _ request: ValidationRequest
  ) async throws {
    var results: [[UInt8]] = []
    var place = 0
    while place < conversations.count {
      let part = Array(conversations[place..<min(place + 50, conversations.count)])
      results += try await gateway.validate(part, request).map(\.data)
      place += part.count
      send("batch_progress", id) { json in
        json.member("done", place)
        json.member("total", conversations.count)
        json.member("progress", Double(place) / Double(conversations.count))
      }
    }
    send("batch_result", id) { json in
      json.member("count", results.count)
      json.key("results")
      json.array { json in for one in results { json.raw(String(decoding: one, as: UTF8.self)) } }
    }
  }

  /// `requestID` is that of a batch, whose progress is told under its name as well.
  private func watch(_ job: JobRecord, as requestID: String?) throws {
    let isKnown = try watched.withLock { watched in
      guard watched.count < Self.mostWatched || watched[job.id] != nil else {
        throw Problem(
          .tooMany, .tooManyRequests, "one client watches at most \(Self.mostWatched) jobs")
      }
      return watched[job.id] != nil
    }
    if !isKnown {
      let number = gateway.jobs.watch(job.id) { [weak self] in self?.update($0, as: requestID) }
      watched.withLock { $0[job.id] = number }
    }
    update(job, as: requestID)
  }

  private func update(_ job: JobRecord, as requestID: String?) {
    send("job_update") { json in
      json.member("job_id", job.id)
      json.member("status", job.status.rawValue)
      json.member("progress", job.progress)
      if job.status.isOver {
        json.key("result")
        json.raw(job.result.isEmpty ? "null" : job.result)
        json.member("error", job.failure.isEmpty ? nil : job.failure)
      }
    }
    guard let requestID else { return }
    send(job.status.isOver ? "batch_result" : "batch_progress", requestID) { json in
      json.member("job_id", job.id)
      json.member("status", job.status.rawValue)
      json.member("progress", job.progress)
      if job.status.isOver {
        json.key("result")
        json.raw(job.result.isEmpty ? "null" : job.result)
      }
    }
  }

  private func tell(_ problem: Problem, _ requestID: String?) {
    send("error", requestID) { json in
      json.key("error")
      json.object { json in
        json.member("code", problem.code.rawValue)
        json.member("message", problem.message)
        json.key("details")
        json.object { json in
          for (name, value) in problem.details.sorted(by: { $0.key < $1.key }) {
            json.member(name, value)
          }
          if let seconds = problem.retryAfter { json.member("retry_after", seconds) }
        }
      }
    }
  }

  private func send(
    _ type: String, _ requestID: String? = nil, _ body: (inout JSONWriter) -> Void
  ) {
    var json = JSONWriter()
    json.object { json in
      json.member("type", type)
      if let requestID { json.member("request_id", requestID) }
      body(&json)
      json.member("timestamp", gateway.clock.now())
    }
    outbox.add(json.bytes)
  }
}
#endif
