#if Gateway
import Corpus
import Engine
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore

/// Answers requests: finds the route, asks who calls and whether she may, and frames what comes of it.
struct RequestResponder: Sendable {
  /// Marks an answer that has no body though it tells its length; taken out before it is sent.
  static let withoutBody = "x-without-body"

  let gateway: Gateway

  /// What is known of a request as its answer is made; for the log and the metrics.
  private struct Trail {
    var pattern = "none"
    var caller: Caller?
    var fields = HTTPFields()
    var body = ByteBuffer()
  }

  @concurrent
  func respond(_ request: Request, _ writer: consuming ResponseWriter) async throws {
    let start = ContinuousClock.now
    let id = Self.ownID(request.headers) ?? gateway.requestID()
    var trail = Trail()
    var answer: Answer
    do {
      answer = try await self.answer(to: request, id, &trail)
    } catch {
      let problem = Problem(error)
      if problem.status.code >= 500, !(error is Problem) {
        // The kind alone: what an error says may hold a path.
        gateway.log.error(
          "failed", metadata: ["request_id": "\(id)", "kind": "\(type(of: error))"])
      }
      answer = Self.answer(to: problem, id, gateway.clock.now())
    }
    let status = answer.status
    var fields = Self.security
    fields[.xRequestID] = id
    fields.append(contentsOf: trail.fields)
    for field in answer.headers { fields[field.name] = field.value }
    if let tag = answer.tag { fields[.eTag] = tag }
    allowOrigin(request.headers, &fields)
    let isHead = request.method == .head
    record(request, trail, answer)
    try await write(answer, fields, isHead: isHead, request.headers, writer)
    let duration = ContinuousClock.now - start
    gateway.metrics.answered(
      request.method.rawValue, trail.pattern, status: status.code, in: duration)
    gateway.log.info(
      "answered",
      metadata: [
        "request_id": "\(id)", "method": "\(request.method.rawValue)",
        "endpoint": "\(trail.pattern)", "status": "\(status.code)",
        "milliseconds": "\((duration.inSeconds * 10_000).rounded() / 10)",
        "key": "\(trail.caller?.id ?? "-")",
      ])
  }

  /// Writes down what a key was answered, where that is wanted.
  private func record(_ request: Request, _ trail: Trail, _ answer: Answer) {
    guard let recorder = gateway.recorder, trail.caller != nil || trail.pattern == "/health",
      answer.status.code != 304, request.method != .head, request.headers[.range] == nil
    else { return }
    let type =
      switch answer.body {
      case .data, .none: "application/json"
      case .plain(_, let media), .file(_, let media, _): media
      }
    recorder.record(
      request.method.rawValue, request.head.path ?? "", body: Array(trail.body.readableBytesView),
      status: answer.status.code, type: type, answer.body
    ) { data, message in Envelope.bytes(data: data, message: message, at: gateway.clock.now()) }
  }

  private func answer(
    to request: Request, _ id: String, _ trail: inout Trail
  ) async throws -> Answer {
    guard let target = Target(request.head.path ?? "") else {
      throw Problem.invalid("the address is malformed")
    }
    if let preflight = preflight(request) { return preflight }
    let route: Route
    let places: [String: String]
    switch gateway.routes.find(request.method, target.segments) {
    case .route(let found, let named): (route, places) = (found, named)
    case .otherMethods(let methods):
      throw Problem(
        .invalid, .methodNotAllowed, "this route takes \(methods.joined(separator: ", "))",
        allow: methods)
    case .none: throw Problem.noPath
    }
    trail.pattern = route.pattern
    let caller = try await admit(request, to: route, &trail)
    if route.writes && gateway.isReadOnly { throw Problem.readOnly }
    let limit = gateway.options.limits.body
    if let text = request.headers[.contentLength], Int(text) ?? .max > limit {
      throw Problem.tooLarge
    }
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Problem.tooLarge
    }
    trail.body = body
    let call = Call(
      gateway: gateway, id: id, route: route, places: places,
      query: try Call.query(target.query, of: route), headers: request.headers, body: body,
      caller: caller)
    if gateway.isStopping, route.access != .everyone { throw Problem.stopping }
    return try await framed(call, target)
  }

  /// Throws ``Problem`` unless the caller may use the route now.
  private func admit(
    _ request: Request, to route: Route, _ trail: inout Trail
  ) async throws -> Caller? {
    guard route.access != .everyone else { return nil }
    let caller = try await gateway.doorkeeper.caller(request.headers)
    trail.caller = caller
    let standing = gateway.buckets.take(caller.id, anHour: caller.requestsAnHour)
    trail.fields = Self.fields(standing)
    if let seconds = standing.secondsToNext {
      throw Problem(
        .tooMany, .tooManyRequests, "this key may make \(standing.limit) requests an hour",
        retryAfter: max(1, Int(seconds.rounded(.up))))
    }
    if case .key(let scope) = route.access, !caller.allows(scope) {
      throw Problem(
        .notPermitted, .forbidden, "this key may not do that",
        details: [
          "scope": scope.rawValue,
          "has": caller.scopes.map(\.rawValue).sorted().joined(separator: ","),
        ])
    }
    return caller
  }

  /// The route's answer, or the one that was kept; 304 where the client has it.
  private func framed(_ call: Call, _ target: Target) async throws -> Answer {
    var answer: Answer
    let state = call.route.isKept ? gateway.workspaceState() : nil
    let key = state == nil ? "" : Self.key(target)
    if let state, let kept = gateway.answers.find(key, state: state) {
      gateway.metrics.hit()
      answer = Answer(body: .data(kept.data, message: kept.message))
      answer.tag = kept.tag
      answer.headers[.xCache] = "hit"
    } else {
      answer = try await call.route.answer(call)
      if case .data(let data, let message) = answer.body, call.route.isKept {
        let tag = answer.tag ?? Self.tag(data)
        answer.tag = tag
        // Only what nobody changed while it was made.
        if let state, state == gateway.workspaceState() {
          gateway.answers.keep(
            .init(state: state, data: data, message: message, tag: tag), under: key)
        }
      }
    }
    if let tag = answer.tag, answer.status == .ok, Self.matches(call.headers[.ifNoneMatch], tag) {
      var unchanged = Answer(body: .none, status: .notModified)
      unchanged.tag = tag
      unchanged.headers = answer.headers
      return unchanged
    }
    return answer
  }

  private static func key(_ target: Target) -> String {
    target.segments.joined(separator: "\n") + "\n\n"
      + target.query.sorted { $0.name < $1.name }.map { "\($0.name)\n\($0.value)" }
      .joined(separator: "\n")
  }

  /// Weak, since the envelope tells the time.
  static func tag(_ data: [UInt8]) -> String {
    let digester = Digester()
    digester.update(data)
    return "W/\"\(digester.finish().hex.prefix(32))\""
  }

  static func matches(_ field: String?, _ tag: String) -> Bool {
    guard let field else { return false }
    let plain = tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
    return field.split(separator: ",").contains { candidate in
      let candidate = String(candidate).trimmingSpaces
      return candidate == "*" || candidate == plain || candidate == "W/" + plain
    }
  }

  private static func answer(to problem: Problem, _ id: String, _ time: String) -> Answer {
    var answer = Answer(
      body: .plain(
        Envelope.bytes(problem, requestID: id, at: time), media: "application/json"),
      status: problem.status)
    if let seconds = problem.retryAfter { answer.headers[.retryAfter] = String(seconds) }
    if !problem.allow.isEmpty { answer.headers[.allow] = problem.allow.joined(separator: ", ") }
    if problem.status == .unauthorized {
      answer.headers[.wwwAuthenticate] = "Bearer realm=\"pe\""
    }
    return answer
  }

  private static func fields(_ standing: TokenBuckets.Standing) -> HTTPFields {
    var fields = HTTPFields()
    fields[.rateLimit] = String(standing.limit)
    fields[.rateRemaining] = String(standing.remaining)
    fields[.rateReset] = String(EpochTime.now + Int(standing.secondsToFull.rounded(.up)))
    return fields
  }

  /// A request's own name, where it is plain.
  private static func ownID(_ headers: HTTPFields) -> String? {
    guard let id = headers[.xRequestID], (8...64).contains(id.utf8.count),
      id.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x2D
      })
    else { return nil }
    return id
  }
}
#endif
