private import Foundation
package import Outcomes
import PluginHost
import PluginKit
import Workspace

extension Run {
  /// Takes up a plugin that came with the workspace: shows where it comes from and its source, starts
  /// it, holds it to the contract, and lets this build run on this machine from now on.
  ///
  /// It runs in workers, whatever the workspace says, unless it is a reader; 'plugin add --in-process'
  /// is the person's word.
  package func trustPlugin(_ name: String) throws -> Outcome {
    let record = try pluginRecord(name)
    guard record.language != PluginShelf.pattern else {
      throw Failure(.usage, "\(name) is a definition, which needs no trust")
    }
    var outcome: Outcome
    if try shelf.trusts(record) {
      outcome = Outcome(command: "plugin trust")
      outcome.notes = ["\(name) is trusted on this machine already"]
      return outcome
    }
    let source = try foreignSource(record)
    outcome = try take(source, at: record.path, inProcess: false, notes: [])
    outcome.command = "plugin trust"
    var facts = Table("plugin", [.init("name", .text), .init("value", .text, isVolatile: true)])
    facts.rows = [
      [.text("from"), .text(record.path)], [.text("language"), .text(source.language.rawValue)],
      [.text("build"), .text(source.code)],
      [.text("bytes"), .text("\(source.files.reduce(0) { $0 + $1.bytes.count })")],
    ]
    outcome.tables = [facts]
    outcome.exhibits = [.table("plugin"), Self.page(source)]
    outcome.notes.append("\(name) is trusted: this build runs on this machine from now on")
    return outcome
  }

  /// The readers that may look at a file: one that came with the workspace is not asked.
  func readersInUse() throws -> [RegisteredReader] {
    guard registry.readers.contains(where: { $0.origin != "built-in" }) else {
      return registry.readers
    }
    let foreign = try workspace.plugins().filter { try !shelf.trusts($0) }.map(\.name)
    return registry.readers.filter { !foreign.contains($0.name) }
  }

  /// What `plugin list` says of a plugin.
  func state(of record: PluginRecord) -> String {
    if let reason = leftOut[record.name] { return "out of use: \(reason)" }
    if record.language == PluginShelf.pattern { return "defined" }
    do {
      return try shelf.trusts(record) ? "trusted" : "not trusted"
    } catch {
      return "not trusted: \(error)"
    }
  }

  static func notTrusted(_ name: String) -> Failure {
    Failure(
      .precondition, "'\(name)' came with the workspace and was not accepted on this machine",
      hint: "'plugin trust \(name)' shows it and takes it up")
  }

  /// The source of the build that a foreign record names: as it is kept here, or as its file holds it.
  func foreignSource(_ record: PluginRecord) throws -> PluginSource {
    guard let build = try shelf.build(record) else {
      throw Failure(.usage, "\(record.name) is a definition")
    }
    if host.store.holds(build.code) { return try host.store.source(build.code) }
    guard FileManager.default.fileExists(atPath: record.path) else {
      throw Failure(
        .precondition, "the source of '\(record.name)' is not on this machine: \(record.path)",
        hint: "'plugin add FILE' adds it from where you have it")
    }
    let source = try PluginSource(path: record.path)
    guard source.code == build.code else {
      throw Failure(
        .precondition,
        "\(record.path) holds build \(source.code.prefix(8)), and the workspace names "
          + "\(build.code.prefix(8))",
        hint: "'plugin add \(record.path)' takes it as it is")
    }
    return source
  }

  private static let shownLines = 60

  /// The beginning of each file, or how much a program is.
  static func page(_ source: PluginSource) -> Exhibit {
    let parts = source.files.map { file in
      guard let text = String(validating: file.bytes, as: UTF8.self), !text.contains("\0") else {
        return "## \(file.name)\n\nA program of \(file.bytes.count) bytes."
      }
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let shown = lines.prefix(shownLines).map { "    \($0)" }.joined(separator: "\n")
      let more = lines.count - shownLines
      return "## \(file.name)\n\n\(shown)" + (more > 0 ? "\n\n… and \(more) lines more." : "")
    }
    return .page(parts.joined(separator: "\n\n"))
  }
}

/// The builds of plugins that were accepted on this machine, as hexadecimal digits.
package struct ListAcceptedBuilds: Operation {
  package init() {}

  package func run(in run: Run) throws -> [String] {
    try run.host.store.trust.builds().map(\.code)
  }
}
