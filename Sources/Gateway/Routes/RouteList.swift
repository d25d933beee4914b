#if Gateway
import Corpus
import Engine
import HTTPTypes
import Workspace

/// All routes: the one list.
enum RouteList {
  static let all: [Route] =
    looking + scoring + learning + working + webhooks + plumbing + pages

  /// Which conversations, in parts that the platform named; together with our own language.
  static let filters = [
    RouteParameter("dataset", .text, "conversations of one dataset"),
    RouteParameter("tier", .text, "of one tier: below_basic, basic, standard, professional"),
    RouteParameter(
      "min_quality", .number(0...1), "with at least this overall quality (overall_quality)"),
    RouteParameter("query", .text, "in the query language: topic:sleep overall>=0.6"),
  ]

  static let plumbing: [Route] = [
    Route(
      .get, "/health", .everyone, "Whether the gateway answers",
      gives: "status, version, workspace and uptime in seconds"
    ) { call in
      let gateway = call.gateway
      return .data("well") { json in
        json.member("status", gateway.isStopping ? "stopping" : "healthy")
        json.member("version", Version.number)
        json.member("workspace", gateway.workspaceName)
        json.member("read_only", gateway.isReadOnly)
        json.member("uptime", (ContinuousClock.now - gateway.started).inSeconds.rounded())
      }
    },
    Route(
      .get, "/v1/auth/validate", .anyKey, "Whose key this is, and what it may do",
      gives: "id, name, tier, scopes and requests_an_hour"
    ) { call in
      guard let caller = call.caller else { throw Problem.noPath }
      return .data("the key is in force") { json in
        json.member("id", caller.id)
        json.member("name", caller.name)
        json.member("tier", caller.tier.rawValue)
        json.strings("scopes", caller.scopes.map(\.rawValue).sorted())
        json.member("requests_an_hour", caller.requestsAnHour)
        json.member("read_only", call.gateway.isReadOnly)
        json.member("version", Version.number)
      }
    },
    Route(
      .get, "/metrics", .key(.read), "Counts of the gateway, for Prometheus",
      gives: "Prometheus' text format", media: "text/plain"
    ) { call in
      call.gateway.metrics.jobs(try await call.jobCounts())
      return .plain(
        call.gateway.metrics.factory.text, media: "text/plain; version=0.0.4; charset=utf-8")
    },
    Route(
      .get, StreamUpgrade.path, .anyKey, "The stream: a WebSocket of validations and jobs",
      gives: "101 with Upgrade: websocket", status: .switchingProtocols
    ) { _ in
      throw Problem(
        .invalid, .upgradeRequired, "this route is a WebSocket",
        details: ["hint": "ask for the upgrade in the first request of a connection"])
    },
    Route(
      .get, "/v1/openapi.json", .everyone, "This description of all routes",
      gives: "OpenAPI 3.1", media: "application/json"
    ) { call in
      .plain(OpenAPI.document(RouteList.all), media: "application/json")
    },
  ]
}

extension Call {
  /// Jobs by status.
  fileprivate func jobCounts() async throws -> [String: Int] {
    let kept = try await run { try $0.workspace.jobCounts() }
    var counts = Dictionary(
      uniqueKeysWithValues: JobRecord.Status.allCases.map { ($0.rawValue, kept[$0] ?? 0) })
    for (status, count) in gateway.jobs.counts { counts[status] = count }
    return counts
  }

  /// The query that the filters mean together. Throws ``Problem``.
  func filter() async throws -> String {
    try await Filter(
      query: text("query"), dataset: text("dataset"), tier: text("tier"),
      leastQuality: number("min_quality")
    ).query(in: self)
  }
}

/// The platform's filters beside a query of ours.
struct Filter: Sendable {
  var query: String?
  var dataset: String?
  var tier: String?
  var leastQuality: Double?
  var role: String?

  /// One query that means all of them. Throws what the query's own mistakes throw, at their place.
  func query(in call: Call, isSearch: Bool = false) async throws -> String {
    var parts: [String] = []
    if let dataset {
      // One that is not there is told as that, rather than as a query's mistake.
      _ = try await call.run { try $0.workspace.dataset(named: dataset) }
      parts.append("dataset:\(Self.quoted(dataset))")
    }
    if let tier { parts.append("tier:\(Self.quoted(tier))") }
    if let leastQuality { parts.append("overall>=\(leastQuality)") }
    if let role { parts.append("role:\(Self.quoted(role))") }
    let own = query ?? ""
    guard !own.allSatisfy(\.isWhitespace) else { return parts.joined(separator: " ") }
    guard !parts.isEmpty else { return own }
    // By itself first: what is no query must not become one beside the others.
    let whole = try await call.run { try $0.workspace.query(own, isSearch: isSearch).description }
    return "(\(whole)) " + parts.joined(separator: " ")
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
#endif
