#if Gateway
import Corpus
import Engine
import Foundation
import Outcomes
import PluginKit
import Validation
import Workspace

/// What a job does: the platform's three kinds, each one of the engine's operations.
enum JobRequest: Sendable, Codable, Equatable {
  case qualityValidation(query: String, validators: [String]?, options: [String: String])
  case export(query: String, format: String)
  case analysis(query: String, columns: [String], field: String?)

  var kind: String {
    switch self {
    case .qualityValidation: "quality_validation"
    case .export: "export"
    case .analysis: "analysis"
    }
  }

  static let kinds = ["quality_validation", "export", "analysis"]

  /// What a key needs beside `write`.
  var scope: AccessScope { if case .export = self { .export } else { .write } }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  init?(json: String) {
    guard let request = try? JSONDecoder().decode(JobRequest.self, from: Data(json.utf8)) else {
      return nil
    }
    self = request
  }

  /// Does the work and gives the result as JSON. Throws what the operation throws.
  func run(in run: Run, id: String, exports: ExportFiles) throws -> String {
    var json = JSONWriter()
    switch self {
    case .qualityValidation(let query, let validators, let options):
      let result = try Validate(query: query, validators: validators, options: options).run(in: run)
      json.object { json in
        json.member("conversations", result.conversations)
        json.member("computed", result.computed)
        json.member("failed", result.failed)
        json.member("left_out_damaged", result.damaged)
        json.member("seconds", result.seconds)
        if let overall = result.overall {
          json.member("flagged", overall.flagged)
          json.tiers(overall.tiers)
        }
        json.objects("metrics", result.summaries) { column, json in
          json.member("metric", column.column)
          if let alias = ScoreNames.platform(column.column) { json.member("alias", alias) }
          json.member("missing", column.missing)
          json.member("mean", column.summary?.mean)
          json.member("median", column.summary?.median)
        }
      }
    case .export(let query, let format):
      guard let exporter = run.registry.exporters.first(where: { $0.name == format }) else {
        throw NameFault.unknown(.exporter, format, known: run.registry.exporters.map(\.name))
      }
      let ending = exporter.info.fileExtensions.first ?? "out"
      let path = try exports.path(id, ending: ending)
      let result = try ExportConversations(path: path, query: query, format: format).run(in: run)
      json.object { json in
        json.member("export_id", id)
        json.member("download_url", "/v1/exports/\(id)")
        json.member("format", format)
        json.member("conversations", result.conversations)
        json.member("messages", result.messages)
        if let artifact = result.artifacts.first {
          json.member("sha256", artifact.sha256)
          json.member("bytes", exports.size(id) ?? 0)
        }
      }
    case .analysis(let query, let columns, let field):
      let quality = try DescribeQuality(query: query, columns: columns).run(in: run)
      let groups = try field.map {
        try SummariseColumns(columns: columns, by: [$0], query: query).run(in: run)
      }
      json.object { json in
        json.member("conversations", quality.conversations)
        json.tiers(quality.tiers)
        json.objects("metrics", quality.columns) { $1.members(of: $0) }
        if let field, let groups, case .groups(let divided) = groups.summaries {
          json.member("by", field)
          json.objects("groups", divided.groups) { group, json in
            json.member("value", group.values.first ?? nil)
            json.member("conversations", group.conversations)
            json.objects("metrics", group.summaries) { column, json in
              json.member("metric", column.column)
              json.member("missing", column.missing)
              json.member("mean", column.summary?.mean)
              json.member("median", column.summary?.median)
            }
          }
        }
      }
    }
    return json.string
  }
}
#endif
