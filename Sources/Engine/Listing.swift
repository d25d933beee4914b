import Corpus
import Formats
private import Foundation
import Matrices
package import Outcomes
import PluginKit
import Validation
import Workspace

extension Run {
  package func datasets() throws -> Outcome {
    var table = Table(
      "datasets",
      [
        .init("dataset", .text), .init("conversations", .integer), .init("messages", .integer),
        .init("broken", .integer), .init("format", .text), .init("fingerprint", .text),
        .init("file", .text, isVolatile: true),
      ])
    table.rows = try workspace.datasets().map { dataset in
      [
        .text(dataset.name), .integer(dataset.conversations), .integer(dataset.messages),
        .integer(dataset.broken), .text(dataset.format),
        .text(String(dataset.fingerprint.prefix(8))), .text(dataset.path),
      ]
    }
    var outcome = Outcome(command: "datasets")
    outcome.measures = [Measure("datasets", table.rows.count)]
    if table.rows.isEmpty {
      outcome.notes = ["nothing is loaded; 'load FILE' reads a corpus"]
    } else {
      outcome.tables = [table]
    }
    return outcome
  }

  package func drop(dataset name: String) throws -> Outcome {
    let record = try workspace.dataset(named: name)
    try workspace.remove(dataset: record.name)
    var outcome = Outcome(command: "drop")
    outcome.measures = [Measure("conversations", record.conversations)]
    outcome.notes = ["\(name) is removed; its file is where it was: \(record.path)"]
    return outcome
  }

  /// A dataset's source, fields and broken records.
  package func info(dataset name: String) throws -> Outcome {
    let record = try workspace.dataset(named: name)
    var facts = Table.facts("dataset")
    facts.add("name", record.name)
    facts.add("file", record.path)
    facts.add("file sha256", record.fileDigest)
    facts.add("file bytes", "\(record.fileBytes)")
    facts.add("format", record.format)
    facts.add("loaded", record.loadedAt)
    facts.add("conversations", "\(record.conversations)")
    facts.add("messages", "\(record.messages)")
    facts.add("broken records", "\(record.broken)")
    facts.add("fingerprint", record.fingerprint)
    var fields = Table(
      "fields",
      [.init("field", .text), .init("of", .text), .init("kind", .text), .init("count", .integer)])
    fields.rows = try workspace.fields(dataset: name).map {
      [.text($0.key), .text($0.level.rawValue), .text($0.kind.rawValue), .integer($0.count)]
    }
    var outcome = Outcome(command: "info")
    outcome.tables = [facts, fields]
    if record.broken > 0 {
      var broken = Table("broken", [.init("line", .integer), .init("reason", .text)])
      broken.rows = try workspace.brokenRecords(dataset: name).map {
        [.integer($0.line), .text($0.reason)]
      }
      outcome.tables.append(broken)
    }
    return outcome
  }

  /// The workspace and the program.
  package func info() throws -> Outcome {
    var facts = Table.facts("workspace")
    facts.add("pe", "\(Version.number) · \(Version.platform)")
    facts.add("workspace", workspace.path)
    let attributes = try? FileManager.default.attributesOfItem(atPath: workspace.path)
    facts.add("bytes", String(attributes?[.size] as? Int ?? 0))
    facts.add("workers", "\(settings.workers)")
    facts.add("linear algebra", linearAlgebra)
    facts.add("profile", "\(settings.profile.name) \(settings.profile.version)")
    for signature in try workspace.currentSignatures() {
      facts.add("scores", signature.title)
    }
    var outcome = Outcome(command: "info")
    outcome.measures = [
      Measure("datasets", try workspace.datasets().count),
      Measure("conversations", try workspace.count(try workspace.query(""))),
    ]
    outcome.tables = [facts]
    return outcome
  }

  /// The kernels that OpenBLAS runs, or why it does not.
  private var linearAlgebra: String {
    do {
      return "OpenBLAS \(try BLAS.coreType())"
    } catch {
      return error.message
    }
  }

  package func validators() -> Outcome {
    var validators = Table(
      "validators",
      [
        .init("validator", .text), .init("version", .text), .init("from", .text),
        .init("summary", .text),
      ])
    var metrics = Table(
      "metrics",
      [
        .init("metric", .text), .init("range", .text), .init("better", .text),
        .init("summary", .text),
      ])
    for entry in registry.validators {
      let info = entry.info
      validators.rows.append([
        .text(entry.name), .text(entry.version), .text(entry.origin), .text(info.summary),
      ])
      metrics.rows += info.metrics.map { metric in
        let range = "\(shortest(metric.range.lowerBound))–\(shortest(metric.range.upperBound))"
        return [
          .text(metric.name), .text(range), .text(metric.direction.word), .text(metric.summary),
        ]
      }
    }
    var outcome = Outcome(command: "validators")
    outcome.measures = [
      Measure("validators", validators.rows.count), Measure("metrics", metrics.rows.count),
    ]
    outcome.tables = [validators, metrics]
    outcome.notes = ["'help empathy' tells what a validator does, why, and where it fails"]
    return outcome
  }

  package func schema(_ name: String?) throws -> Outcome {
    let tables = SchemaDoc.tables + [SchemaDoc.scores]
    var outcome = Outcome(command: "schema")
    if let name {
      guard let found = tables.first(where: { $0.name == name }) else {
        throw Failure(.usage, unknownName("table", name, known: tables.map(\.name)))
      }
      var table = Table(
        "columns", [.init("column", .text), .init("holds", .text)])
      table.rows = found.columns.map { [.text($0.name), .text($0.summary)] }
      outcome.tables = [table]
      outcome.notes = [found.summary]
    } else {
      var table = Table(
        "tables", [.init("table", .text), .init("columns", .text), .init("holds", .text)])
      table.rows = tables.map { found in
        [
          .text(found.name), .text(found.columns.map(\.name).joined(separator: ", ")),
          .text(found.summary),
        ]
      }
      outcome.tables = [table]
    }
    return outcome
  }
}

extension Table {
  /// A table of names and values.
  static func facts(_ name: String) -> Table {
    Table(name, [.init("name", .text), .init("value", .text, isVolatile: true)])
  }

  mutating func add(_ name: String, _ value: String) {
    rows.append([.text(name), .text(value)])
  }
}

/// A whole number without a point, any other in its shortest form.
package func shortest(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
}

extension Signature {
  /// `empathy 1.0 · 3f2a9c01`, with options where there are any.
  var title: String {
    "\(validator) \(version)\(options.isEmpty ? "" : " (\(options))") · \(digest.prefix(8))"
  }
}

extension Metric.Direction {
  /// `higher`, `lower`, or nothing for a description.
  fileprivate var word: String {
    switch self {
    case .higherIsBetter: "higher"
    case .lowerIsBetter: "lower"
    case .descriptive: ""
    }
  }
}
