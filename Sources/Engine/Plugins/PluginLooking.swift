import Corpus
private import Foundation
package import Outcomes
import PluginHost
import PluginKit
import Workspace

extension Run {
  package func plugins() throws -> Outcome {
    var table = Table(
      "plugins",
      [
        .init("plugin", .text), .init("version", .text), .init("kind", .text),
        .init("language", .text), .init("build", .text), .init("state", .text),
        .init("failures", .integer),
        .init("from", .text, isVolatile: true),
      ])
    for record in try workspace.plugins() {
      let failures = try workspace.failures(ofPlugin: record.name)
        .count { $0.code == record.code }
      let version = registry.validators.first { $0.name == record.name }?.version
      let exporter = registry.exporters.first { $0.name == record.name }
      let reader = registry.readers.first { $0.name == record.name }
      table.rows.append([
        .text(record.name), .text(version ?? exporter?.version ?? reader?.version ?? ""),
        .text(exporter != nil ? "exporter" : reader != nil ? "reader" : "validator"),
        .text(record.language),
        .text(String(record.code.prefix(8))), .text(state(of: record)), .integer(failures),
        .text(record.path.isEmpty ? record.description : record.path),
      ])
    }
    var outcome = Outcome(command: "plugin list")
    outcome.measures = [Measure("plugins", table.rows.count)]
    if table.rows.isEmpty {
      outcome.notes = [
        "none; 'plugin new NAME' writes one to begin with, 'plugin add FILE' adds it"
      ]
    } else {
      outcome.tables = [table]
    }
    return outcome
  }

  package func pluginInfo(_ name: String) throws -> Outcome {
    let record = try pluginRecord(name)
    var facts = Table("plugin", [.init("name", .text), .init("value", .text, isVolatile: true)])
    func add(_ name: String, _ value: String) { facts.rows.append([.text(name), .text(value)]) }
    add("plugin", name)
    add("language", record.language)
    add("from", record.path.isEmpty ? record.description : record.path)
    add("build", record.code)
    add("accepted build", record.accepted ?? "none yet")
    add("state", state(of: record))
    if record.language != PluginShelf.pattern {
      add("runs", record.isInProcess ? "in this program" : "in worker processes")
    }
    for signature in try workspace.currentSignatures() where signature.validator == name {
      add("scores", signature.title)
    }
    var outcome = Outcome(command: "plugin info")
    outcome.tables = [facts]
    outcome.notes = ["'help \(name)' tells what it does"]
    if record.language != PluginShelf.pattern {
      add("accepted builds in", host.store.trust.path)
      outcome.tables = [facts]
      if try !shelf.trusts(record) {
        outcome.exhibits = [.table("plugin")]
        if let source = try? foreignSource(record) { outcome.exhibits.append(Self.page(source)) }
        outcome.notes = ["'plugin trust \(name)' takes it up on this machine"]
      }
    }
    return outcome
  }

  /// The contract, and the cases that lie beside the source.
  package func testPlugin(_ name: String) throws -> Outcome {
    let record = try pluginRecord(name)
    guard try shelf.trusts(record) else { throw Self.notTrusted(name) }
    let plugin = try registeredPlugin(name)
    let violations = PluginHost.violations(of: plugin)
    try cancellation.check()
    var table = Table(
      "tests", [.init("test", .text), .init("result", .text), .init("why", .text)])
    table.rows.append([
      .text("the contract"), .text(violations.isEmpty ? "ok" : "broken"),
      .text(violations.first ?? ""),
    ])
    for violation in violations.dropFirst() {
      table.rows.append([.text(""), .text("broken"), .text(violation)])
    }
    var failed = violations.isEmpty ? 0 : 1
    var outcome = Outcome(command: "plugin test")
    let path = PluginCases.path(for: record.path)
    let cases = record.path.isEmpty ? nil : PluginCases(path: path)
    if let cases {
      for result in try cases.run(plugin) {
        table.rows.append([
          .text(result.id), .text(result.problem == nil ? "ok" : "failed"),
          .text(result.problem ?? ""),
        ])
        failed += result.problem == nil ? 0 : 1
      }
    } else if !record.path.isEmpty {
      outcome.notes = [
        "there are no cases; \((path as NSString).lastPathComponent) would hold them"
      ]
    }
    outcome.measures = [
      Measure("tests", table.rows.count - max(0, violations.count - 1)), Measure("failed", failed),
    ]
    outcome.tables = [table]
    if failed > 0 {
      outcome.failure = Failure(
        .failed, "\(name) fails \(failed) of \(table.rows.count) tests")
    }
    return outcome
  }

  /// The newest `limit` failures, or all.
  package func pluginLog(_ name: String, limit: Int?) throws -> Outcome {
    _ = try pluginRecord(name)
    var table = Table(
      "failures",
      [
        .init("when", .text, isVolatile: true), .init("build", .text),
        .init("conversation", .text), .init("reason", .text), .init("output", .text),
      ])
    let failures = try workspace.failures(ofPlugin: name)
    table.rows = failures.prefix(limit ?? .max).map { failure in
      [
        .text(failure.at), .text(String(failure.code.prefix(8))), .text(failure.conversation),
        .text(failure.reason), .text(Self.excerpt(failure.output)),
      ]
    }
    var outcome = Outcome(command: "plugin log")
    table.total = failures.count
    outcome.measures = [Measure("failures", failures.count)]
    if table.rows.isEmpty {
      outcome.notes = ["\(name) has failed on no conversation"]
    } else {
      outcome.tables = [table]
      outcome.tellLimit(of: table)
    }
    return outcome
  }

  /// The registered plugin as a value, which the contract and the cases run.
  func registeredPlugin(_ name: String) throws -> Plugin {
    if let entry = registry.exporters.first(where: { $0.name == name }) {
      return Plugin(
        name, version: entry.version, kind: .exporter(entry.info) { try entry.make($0) })
    }
    if let entry = registry.readers.first(where: { $0.name == name }) {
      return Plugin(name, version: entry.version, kind: .reader(entry.info) { try entry.make($0) })
    }
    let entry = try validator(named: name)
    return Plugin(
      name, version: entry.version, kind: .validator(entry.info) { try entry.make($0) })
  }

  /// The last lines of what a process wrote before its end.
  private static func excerpt(_ output: String) -> String {
    let words = output.components(separatedBy: "Current stack trace").first ?? ""
    return words.split(separator: "\n").suffix(3).joined(separator: " · ")
  }
}
