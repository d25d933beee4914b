#if Gateway
import Corpus
import Engine
import Formats
import Foundation
import HTTPTypes
import PluginKit
import Workspace

extension RouteList {
  static let working: [Route] = [
    Route(
      .post, "/v1/processing/submit", .key(.write),
      "Begin a job: quality_validation, export (scope export as well) or analysis",
      body: BodySchema(
        .init("dataset_name", #"{"type":["string","null"]}"#),
        .init(
          "processing_type", #"{"enum":["quality_validation","export","analysis"]}"#,
          isRequired: true),
        .init("parameters", #"{"type":"object"}"#)),
      gives: "the job; with an Idempotency-Key the same one again", writes: true, status: .accepted
    ) { call in
      let submission = try call.readBody { try JobSubmission($0) }
      return try await call.submit(try await submission.request(in: call))
    },
    Route(
      .get, "/v1/processing/jobs", .key(.read), "The jobs of this key; of all keys for admins",
      gives: "jobs, newest first"
    ) { call in
      guard let caller = call.caller else { throw Problem.noPath }
      let jobs = try await call.gateway.jobs.jobs(owner: caller.isAdmin ? nil : caller.id)
      return .list("\(jobs.count) jobs") { json in
        for job in jobs { json.object { $0.members(of: job) } }
      }
    },
    Route(
      .get, "/v1/processing/jobs/{id}", .key(.read), "How a job stands",
      gives: "status, progress and result"
    ) { call in
      let job = try await call.ownJob()
      return .data(job.status.rawValue) { $0.members(of: job) }
    },
    Route(
      .delete, "/v1/processing/jobs/{id}", .key(.write), "Cancel a job",
      gives: "the job as it is then", writes: true
    ) { call in
      let job = try await call.ownJob()
      let now = try await call.gateway.jobs.cancel(job.id) ?? job
      return .data(now.status.isOver ? now.status.rawValue : "cancelling") { $0.members(of: now) }
    },
    Route(
      .post, "/v1/export", .key(.export), "Write conversations to a file, as a job",
      body: BodySchema(
        .init("dataset", #"{"type":["string","null"]}"#),
        .init("format", #"{"type":"string"}"#),
        .init("tier", #"{"type":["string","null"]}"#),
        .init("min_quality", #"{"type":["number","null"],"minimum":0,"maximum":1}"#),
        .init("query", #"{"type":["string","null"]}"#)),
      gives: "export_id, download_url and estimated_size", writes: true, status: .accepted
    ) { call in
      let (filter, format) = try call.readBody { body in
        (
          Filter(
            query: try body.string("query"), dataset: try body.string("dataset"),
            tier: try body.string("tier"),
            leastQuality: try body.number("min_quality", in: 0...1)),
          try body.string("format") ?? "jsonl"
        )
      }
      let query = try await filter.query(in: call)
      let request = try await call.export(query, format)
      let bytes = try await call.run { run in
        let values = try run.workspace.columnValues(
          ["text_bytes"], try run.workspace.query(query))
        return values[0].numbers.reduce(0, +)
      }
      return try await call.submit(request, estimatedBytes: Int(bytes))
    },
    Route(
      .get, "/v1/exports/{id}", .key(.export), "The file of an export, whole or a range of it",
      gives: "the file", media: "application/octet-stream"
    ) { call in
      let job = try await call.ownJob()
      guard case .export? = JobRequest(json: job.request) else {
        throw Problem.notFound("this job is no export")
      }
      guard job.status == .completed else {
        throw Problem(
          .export, .conflict, "the export is \(job.status.rawValue)",
          retryAfter: job.status.isOver ? nil : 1)
      }
      guard let file = call.gateway.jobs.exports.file(job.id) else {
        throw Problem(.export, .gone, "the file was removed")
      }
      var answer = Answer(
        body: .file(
          path: file.path, media: "application/octet-stream",
          name: "\(job.id).\(file.ending)"))
      answer.tag = "\"\(job.id)\""
      return answer
    },
  ]
}

/// A body of `processing/submit`.
struct JobSubmission: Sendable {
  private let kind: String
  private let filter: Filter
  private let validators: [String]?
  private let options: [String: String]
  private let format: String
  private let columns: [String]
  private let field: String?

  private static let known = [
    "quality_validation": ["query", "tier", "min_quality", "validators", "options"],
    "export": ["query", "tier", "min_quality", "format"],
    "analysis": ["query", "tier", "min_quality", "columns", "by"],
  ]

  /// Throws ``Problem``.
  init(_ body: JSONValue) throws {
    let kind = try body.string("processing_type") ?? ""
    guard let known = Self.known[kind] else {
      throw Problem.invalid(
        "processing_type is \(JobRequest.kinds.joined(separator: ", ")), not "
          + "'\(Problem.shown(kind))'", "processing_type")
    }
    self.kind = kind
    let parameters = body["parameters"].flatMap { $0.isNull ? nil : $0 }
    guard parameters?.isObject != false else {
      throw Problem.invalid("parameters is an object", "parameters")
    }
    if let parameters {
      for member in parameters.members where !known.contains(member.key.string) {
        throw Problem.invalid(
          "\(kind) has no parameter '\(Problem.shown(member.key.string))'", "parameters",
          hint: "it has \(known.joined(separator: ", "))")
      }
    }
    filter = Filter(
      query: try parameters?.string("query"), dataset: try body.string("dataset_name"),
      tier: try parameters?.string("tier"),
      leastQuality: try parameters?.number("min_quality", in: 0...1))
    validators = try parameters?.strings("validators")?.map(ScoreNames.ours)
    var options: [String: String] = [:]
    if let given = parameters?["options"], !given.isNull {
      guard given.isObject else { throw Problem.invalid("options is an object", "options") }
      for member in given.members {
        let name = member.key.string
        options[name] = try given.string(name)
      }
    }
    self.options = options
    format = try parameters?.string("format") ?? "jsonl"
    columns = try parameters?.strings("columns")?.map(ScoreNames.ours) ?? []
    field = try parameters?.string("by")
  }

  /// What is to be done; names that are not there are told now rather than by a job that fails.
  func request(in call: Call) async throws -> JobRequest {
    let query = try await filter.query(in: call)
    switch kind {
    case "export": return try await call.export(query, format)
    case "analysis":
      _ = try await call.run { try $0.workspace.query(query) }
      return .analysis(query: query, columns: columns, field: field)
    default:
      _ = try await call.run { run in
        _ = try run.workspace.query(query)
        _ = try validators.map { try run.adHocScoring($0, profile: nil) }
      }
      return .qualityValidation(query: query, validators: validators, options: options)
    }
  }
}

extension Call {
  fileprivate func export(_ query: String, _ format: String) async throws -> JobRequest {
    let name = try await run { run in
      _ = try run.workspace.query(query)
      let exporters = run.registry.exporters
      // By its name, or by the ending of its files: jsonl is what the platform called messages.
      guard
        let exporter = exporters.first(where: { $0.name == format })
          ?? exporters.first(where: { $0.info.fileExtensions.contains(format) })
      else { throw NameFault.unknown(.exporter, format, known: exporters.map(\.name)) }
      guard !exporter.info.writesFolder else {
        throw Problem(
          .export, .badRequest, "\(exporter.name) writes a folder, and one file is fetched",
          details: ["parameter": "format"])
      }
      return exporter.name
    }
    return .export(query: query, format: name)
  }

  /// Submits a job and answers with it.
  fileprivate func submit(
    _ request: JobRequest, estimatedBytes: Int? = nil
  ) async throws -> Answer {
    guard let caller else { throw Problem.noPath }
    guard caller.allows(request.scope) else {
      throw Problem(
        .notPermitted, .forbidden, "this key may not do that",
        details: ["scope": request.scope.rawValue])
    }
    let key = headers[.idempotencyKey] ?? ""
    guard key.utf8.count <= 200 else {
      throw Problem.invalid("an Idempotency-Key has at most 200 bytes", "Idempotency-Key")
    }
    let (job, isNew) = try await gateway.jobs.submit(
      request, owner: caller.id, idempotencyKey: key)
    var answer = Answer.data(isNew ? "submitted" : "submitted before", status: .accepted) { json in
      json.members(of: job)
      if case .export = request {
        json.member("export_id", job.id)
        json.member("download_url", "/v1/exports/\(job.id)")
        if let estimatedBytes { json.member("estimated_size", estimatedBytes) }
      }
    }
    answer.headers[.location] = "/v1/processing/jobs/\(job.id)"
    return answer
  }

  /// The job of the path, where it is the caller's; that there is another's is not told.
  fileprivate func ownJob() async throws -> JobRecord {
    guard let id = places["id"], ExportFiles.isID(id), let job = try await gateway.jobs.job(id),
      let caller, caller.isAdmin || job.owner == caller.id
    else { throw Problem.notFound("there is no such job") }
    return job
  }
}

extension JSONWriter {
  mutating func members(of job: JobRecord) {
    member("job_id", job.id)
    member("processing_type", job.kind)
    member("status", job.status.rawValue)
    member("progress", job.progress)
    member("submitted_at", Self.time(job.submittedAt))
    member("started_at", job.startedAt.map(Self.time))
    member("ended_at", job.endedAt.map(Self.time))
    key("result")
    raw(job.result.isEmpty ? "null" : job.result)
    member("error", job.failure.isEmpty ? nil : job.failure)
  }

  private static func time(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds.rounded(.down)).ISO8601Format()
  }
}
#endif
