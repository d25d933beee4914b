import Corpus
import Formats
private import Foundation
package import Outcomes
import PluginKit
import Validation
import Workspace

extension Run {
  /// Writes the query's conversations with an exporter, and a manifest beside the file. To standard
  /// output (`-`) go the conversations alone, and the outcome is empty.
  package func export(
    to path: String, _ text: String, format: String?, options: [String: String],
    overwrites: Bool
  ) throws -> Outcome {
    let query = try workspace.query(text)
    let entry = try exporter(named: format, path: path)
    let given = PluginOptions(options)
    let known = try metricNames()
    let numbers = Set(try workspace.columns().filter(\.isNumber).map(\.name))
    let metrics = known.filter(numbers.contains)
    let tier = known.filter { $0 == Overall.tierLabel }
    let total = try workspace.count(query)

    let cancellation = cancellation
    let file = try OutputFile(
      path, compression: Compression(path: path), isCancelled: { cancellation.isRaised },
      ownedWhen: { overwrites || OutputFile.hasManifest($0) })
    // Before anything is written it is clear that both can be.
    let manifest =
      file.isStream
      ? nil
      : try OutputFile(OutputFile.manifestPath(path)) { overwrites || OutputFile.isManifest($0) }
    var count = 0
    var messages = 0
    var datasets: Set<String> = []
    var exporter = try entry.make(given)
    let explainers = entry.info.needsEvidence ? try explainers() : nil
    func write(_ exporter: inout some ExportWriter) throws {
      var sink = file
      try exporter.begin(metrics: metrics, into: &sink)
      try workspace.conversations(query, columns: metrics + tier) { stored in
        try cancellation.check()
        let evidence = try explainers.map { try assess(stored, with: $0).evidence } ?? []
        try exporter.write(stored.scored(metrics.count, evidence), into: &sink)
        count += 1
        messages += stored.conversation.messages.count
        datasets.insert(stored.dataset)
        if count % 512 == 0 {
          reportProgress(
            Progress(label: "export", done: count, total: total, unit: .conversations))
        }
        return true
      }
      try exporter.finish(into: &sink)
    }
    var artifacts: [Artifact] = []
    do {
      try write(&exporter)
      artifacts = [try file.finish(rows: count)]
    } catch is OutputFile.ReaderLeft {
      // It has seen enough.
      return Outcome(command: "export")
    }
    if OutputPlace.isStandardOutput(path) { return Outcome(command: "export") }
    let artifact = artifacts[0]
    if let manifest {
      try writeManifest(
        to: manifest, for: artifact, exporter: entry, options: given, query: query,
        messages: messages, datasets: datasets)
      artifacts.append(try manifest.finish(rows: 1))
    }

    var outcome = Outcome(command: "export")
    outcome.measures = [
      Measure("conversations", count), Measure("messages", messages),
      Measure("digest", text: String(artifact.sha256.prefix(8))),
    ]
    outcome.artifacts = artifacts
    if count == 0 { outcome.notes.append("nothing matches; the file holds no conversation") }
    return outcome
  }

  private func exporter(named name: String?, path: String) throws -> RegisteredExporter {
    let names = registry.exporters.map(\.name)
    if let name {
      guard let entry = registry.exporters.first(where: { $0.name == name }) else {
        throw Failure(.usage, unknownName("exporter", name, known: names))
      }
      return entry
    }
    let path = OutputPlace.isStandardOutput(path) ? "-.jsonl" : Compression.plainPath(path)
    let ending = (path as NSString).pathExtension.lowercased()
    // The longest ending wins: scores.csv before csv.
    let matches = registry.exporters.flatMap { entry in
      entry.info.fileExtensions.filter { path.lowercased().hasSuffix(".\($0)") }.map { ($0, entry) }
    }
    guard let entry = matches.max(by: { $0.0.count < $1.0.count })?.1 else {
      throw Failure(
        .usage, "no exporter writes '.\(ending)' files",
        hint: "choose one with --format: \(names.joined(separator: ", "))")
    }
    return entry
  }

  /// `good.jsonl.manifest.json`: what is in the file and what made it.
  private func writeManifest(
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
      evidence: evidence)
  }
}
