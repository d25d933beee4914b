import Corpus
import Formats
private import Foundation
package import Outcomes
import PluginKit
import Workspace

/// What `load` was asked to do.
package struct LoadRequest: Sendable {
  package let path: String
  /// The dataset's name; made from the file's name when nil.
  package let name: String?
  package let format: String?
  package let mapping: [String: String]
  package let isStrict: Bool
  /// Whether a dataset of the same name from another file gives way.
  package let replaces: Bool

  package init(
    path: String, name: String? = nil, format: String? = nil, mapping: [String: String] = [:],
    isStrict: Bool = false, replaces: Bool = false
  ) {
    self.path = path
    self.name = name
    self.format = format
    self.mapping = mapping
    self.isStrict = isStrict
    self.replaces = replaces
  }
}

extension Run {
  /// Reads a file into a dataset, as one transaction.
  ///
  /// The same bytes under the same name change nothing; the same bytes under another name or path
  /// are told and not loaded twice; other bytes at the same path replace the dataset.
  package func load(_ request: LoadRequest) throws -> Outcome {
    let file = try CorpusFile.open(
      request.path,
      options: ReadOptions(
        format: request.format, map: request.mapping, strict: request.isStrict))
    let digest = try file.digest().hex
    let name = try request.name.map(checkedName) ?? Run.datasetName(fromPath: request.path)
    var notes: [String] = []
    var mode = DatasetPlan.Mode.create
    switch try standing(of: request, file, name: name, digest: digest) {
    case .unchanged(let dataset, let note): return outcome(of: dataset, notes: [note])
    case .new: break
    case .changed(let note):
      mode = .replace
      notes.append(note)
    }

    notes.append(file.detection.sentence)
    let start = ContinuousClock.now
    let (record, warnings) = try ingest(file, as: name, digest: digest, mode)
    let elapsed = (ContinuousClock.now - start).seconds
    notes += warnings
    notes += try clashNotes(record.name)
    if record.broken > 0 {
      notes.append("\(record.broken) broken records were left out; 'info \(name)' lists them")
    }
    var outcome = outcome(of: record, notes: notes)
    outcome.measures.append(Measure("seconds", elapsed, .seconds, isVolatile: true))
    // Of a moment a rate says nothing.
    if elapsed > 0.5 {
      outcome.measures.append(
        Measure("rate", Double(record.conversations) / elapsed, .perSecond, isVolatile: true))
    }
    return outcome
  }

  private enum Standing {
    case new
    case unchanged(DatasetRecord, String)
    case changed(String)
  }

  /// How the file stands to what is loaded.
  private func standing(
    of request: LoadRequest, _ file: CorpusFile, name: String, digest: String
  ) throws -> Standing {
    let datasets = try workspace.datasets()
    let isReadAs = { (dataset: DatasetRecord) in
      dataset.fileDigest == digest && dataset.format == file.detection.format
        && dataset.mapping == file.detection.mappingText
    }
    if let same = datasets.first(where: isReadAs) {
      if request.isStrict && same.broken > 0 {
        throw Failure(
          .failed, "\(same.name) is loaded from this file with \(same.broken) broken records",
          hint: "'info \(same.name)' lists them")
      }
      if same.name == name { return .unchanged(same, "unchanged: \(name) is loaded already") }
      if request.name == nil {
        return .unchanged(
          same, "the same file is loaded as \(same.name); --name loads it a second time")
      }
    }
    guard let other = datasets.first(where: { $0.name == name }) else { return .new }
    if other.path == Run.absolute(file.path) || request.replaces || other.fileDigest == digest {
      return .changed(
        other.fileDigest == digest
          ? "read anew with other options" : "the file has changed: \(name) is replaced")
    }
    throw Failure(
      .usage, "a dataset '\(name)' is loaded from another file, \(other.path)",
      hint: "--name gives this one another name; --replace takes its place")
  }

  private func ingest(
    _ file: CorpusFile, as name: String, digest: String, _ mode: DatasetPlan.Mode
  ) throws -> (DatasetRecord, [String]) {
    let cancellation = cancellation
    let report = reportProgress
    let plan = DatasetPlan(
      name: name, path: Run.absolute(file.path), fileDigest: digest,
      fileBytes: Int(file.byteCount), format: file.detection.format,
      mapping: file.detection.mappingText, mode: mode)
    var warnings: [String] = []
    let record = try workspace.ingest(plan) { ingest in
      try runPipeline(
        workers: 1,
        produce: { emit in try file.read(deliver: emit) },
        transform: KeyedBatch.init,
        consume: { batch in
          try cancellation.check()
          for (conversation, digest) in zip(batch.source.conversations, batch.digests) {
            if try !ingest.append(conversation, digest: digest) {
              try ingest.append(brokenLine: 0, reason: "a second conversation with this id")
            }
          }
          for broken in batch.source.broken {
            try ingest.append(brokenLine: broken.line, reason: broken.reason)
          }
          warnings += batch.source.warnings
          report(
            Progress(
              label: "load", done: Int(batch.source.bytesRead), total: Int(file.byteCount),
              unit: .bytes))
        })
    }
    return (record, warnings)
  }

  private func outcome(of dataset: DatasetRecord, notes: [String]) -> Outcome {
    var outcome = Outcome(command: "load")
    outcome.measures = [
      Measure("dataset", text: dataset.name),
      Measure("conversations", dataset.conversations),
      Measure("messages", dataset.messages),
    ]
    if dataset.broken > 0 { outcome.measures.append(Measure("broken", dataset.broken)) }
    outcome.measures.append(Measure("fingerprint", text: String(dataset.fingerprint.prefix(8))))
    outcome.notes = notes
    return outcome
  }

  /// Fields of the file whose names mean something else in a query.
  private func clashNotes(_ dataset: String) throws -> [String] {
    let metrics = registry.validators.flatMap { $0.info.metrics.map(\.name) }
    let taken = Set(metrics + ["overall", "tier", "role", "dataset", "id", "messages"])
    let fields = try workspace.fields(dataset: dataset).map(\.key)
    return Set(fields).intersection(taken).sorted().map {
      "the file's own '\($0)' is metadata.\($0) in a query, as \($0) means pe's"
    }
  }

  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// `AnnoMI-simple.csv` → `annomi-simple`.
  static func datasetName(fromPath path: String) -> String {
    let file = URL(fileURLWithPath: path).lastPathComponent
    let endings = [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt"]
    let ending = endings.first { file.lowercased().hasSuffix($0) } ?? ""
    let stem = String(file.dropLast(ending.count))
    let name = stem.lowercased().unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
        ? Character(scalar) : "-"
    }
    let trimmed = String(name).split(separator: "-").joined(separator: "-")
    return trimmed.isEmpty ? "dataset" : trimmed
  }

  private func checkedName(_ name: String) throws -> String {
    guard Run.datasetName(fromPath: name) == name.lowercased() else {
      throw Failure(
        .usage, "'\(name)' cannot be a dataset's name",
        hint: "letters, digits, - and _, such as \(Run.datasetName(fromPath: name))")
    }
    return name
  }
}

extension Detection {
  /// As `--map` takes it.
  fileprivate var mappingText: String {
    mapping.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }
}

/// A batch with the content digest of each conversation, made off the writing thread.
private struct KeyedBatch: Sendable {
  let source: ReadBatch
  let digests: [Digest]

  init(_ source: ReadBatch) {
    let digester = Digester()
    self.source = source
    digests = source.conversations.map { $0.contentDigest(digester) }
  }
}
