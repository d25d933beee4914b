import Corpus
import Formats
private import Foundation
package import Outcomes
import PluginKit
import Validation
import Workspace

/// Writes a query's conversations with an exporter, and a manifest beside the file. To standard
/// output (`-`) go the conversations alone.
package struct ExportConversations: Operation {
  package var path: String
  package var query: String
  /// An exporter's name; by the ending of the path when nil.
  package var format: String?
  package var options: [String: String]
  /// Whether a file that this program did not write gives way.
  package var overwrites: Bool

  package init(
    path: String, query: String, format: String? = nil, options: [String: String] = [:],
    overwrites: Bool = false
  ) {
    self.path = path
    self.query = query
    self.format = format
    self.options = options
    self.overwrites = overwrites
  }

  package struct Result: Sendable {
    package internal(set) var conversations = 0
    package internal(set) var messages = 0
    fileprivate var datasets: Set<String> = []
    /// The file, and its manifest unless it is a pipe; nothing for standard output, and where
    /// whoever read the pipe had seen enough.
    package internal(set) var artifacts: [Artifact] = []
  }

  package enum ExportFault: Fault {
    /// No exporter writes files of this ending; `known` are the exporters that there are.
    case noExporter(ending: String, known: [String])
  }

  /// Throws ``NameFault``, ``ExportFault``, ``FileFault``.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let query = try workspace.query(query)
    let entry = try exporter(run.registry.exporters)
    let options = PluginOptions(options)
    let file = try OutputFile(
      path, compression: Compression(path: path),
      isCancelled: { run.cancellation.isRaised },
      ownedWhen: { overwrites || OutputFile.hasManifest($0) })
    // Before anything is written it is clear that both can be.
    let manifest =
      file.isStream
      ? nil
      : try OutputFile(OutputFile.manifestPath(path)) { overwrites || OutputFile.isManifest($0) }
    var exporter = try entry.make(options)
    var result = Result()
    do {
      try write(query, with: &exporter, entry.info, to: file, counting: &result, run)
      let artifact = try file.finish(rows: result.conversations)
      guard !OutputFile.isStandardOutput(path) else { return result }
      result.artifacts = [artifact]
    } catch is OutputFile.ReaderLeft {
      return result
    }
    if let manifest {
      try run.writeManifest(
        to: manifest, for: result.artifacts[0], exporter: entry, options: options, query: query,
        messages: result.messages, datasets: result.datasets)
      result.artifacts.append(try manifest.finish(rows: 1))
    }
    return result
  }

  private func write(
    _ query: Query, with exporter: inout some ExportWriter, _ info: ExporterInfo,
    to file: OutputFile, counting result: inout Result, _ run: Run
  ) throws {
    let scores = try run.scoreColumns()
    let metrics = scores.filter(\.isNumber).map(\.name)
    let tier = scores.map(\.name).filter { $0 == Overall.tierLabel }
    let total = try run.workspace.count(query)
    let explainers = info.needsEvidence ? try run.explainers() : nil
    var sink = file
    try exporter.begin(
      metrics: metrics, turnMetrics: info.needsTurns ? try run.workspace.turnMetrics() : [],
      into: &sink)
    try run.workspace.conversations(
      query, columns: metrics + tier, withTurns: info.needsTurns
    ) { stored in
      try run.cancellation.check()
      let evidence = try explainers.map { try run.assess(stored, with: $0).evidence } ?? []
      try exporter.write(stored.scored(metrics.count, evidence), into: &sink)
      result.conversations += 1
      result.messages += stored.conversation.messages.count
      result.datasets.insert(stored.dataset)
      if result.conversations % 512 == 0 {
        run.reportProgress(
          Progress(
            label: "export", done: result.conversations, total: total, unit: .conversations))
      }
      return true
    }
    try exporter.finish(into: &sink)
  }

  private func exporter(_ exporters: [RegisteredExporter]) throws -> RegisteredExporter {
    let names = exporters.map(\.name)
    if let format {
      guard let entry = exporters.first(where: { $0.name == format }) else {
        throw NameFault.unknown(.exporter, format, known: names)
      }
      return entry
    }
    let path = OutputPlace.isStandardOutput(path) ? "-.jsonl" : Compression.plainPath(path)
    // The longest ending wins: scores.csv before csv.
    let matches = exporters.flatMap { entry in
      entry.info.fileExtensions.filter { path.lowercased().hasSuffix(".\($0)") }.map { ($0, entry) }
    }
    guard let entry = matches.max(by: { $0.0.count < $1.0.count })?.1 else {
      throw ExportFault.noExporter(
        ending: (path as NSString).pathExtension.lowercased(), known: names)
    }
    return entry
  }
}

extension Run {
  /// `good.jsonl.manifest.json`: what is in the file and what made it.
  fileprivate func writeManifest(
    to file: OutputFile, for artifact: Artifact, exporter: RegisteredExporter,
    options: PluginOptions, query: Query, messages: Int, datasets: Set<String>
  ) throws {
    var json = JSONWriter()
    try json.object { json in
      json.key("file")
      json.string((artifact.path as NSString).lastPathComponent)
      json.key("sha256")
      json.string(artifact.sha256)
      json.key("conversations")
      json.integer(artifact.rows)
      json.key("messages")
      json.integer(messages)
      json.key("query")
      json.string(query.description)
      json.key("exporter")
      json.string("\(exporter.name) \(exporter.version)")
      json.key("options")
      json.string(options.canonical)
      json.key("signatures")
      try json.array { json in
        for signature in try workspace.currentSignatures() { json.string(signature.title) }
      }
      json.key("datasets")
      try json.array { json in
        for dataset in try workspace.datasets() where datasets.contains(dataset.name) {
          json.object { json in
            json.key("name")
            json.string(dataset.name)
            json.key("fingerprint")
            json.string(dataset.fingerprint)
          }
        }
      }
      json.key("program")
      json.string("pe \(Version.number)")
    }
    json.newline()
    try file.write(json.bytes)
  }
}

extension StoredConversation {
  /// Beside its scores; the tier, where there is one, is the value after them.
  fileprivate func scored(_ count: Int, _ evidence: [Evidence]) -> ScoredConversation {
    let scores = values.prefix(count).map { value -> Double? in
      switch value {
      case .real(let number): number
      case .integer(let number): Double(number)
      default: nil
      }
    }
    var tier: String?
    if case .text(let name) = values.dropFirst(count).first { tier = name }
    return ScoredConversation(
      dataset: dataset, conversation: conversation, scores: scores, tier: tier,
      evidence: evidence, turns: turns)
  }
}
