import Corpus
import Formats
private import Foundation
package import Outcomes
import PluginKit
private import Synchronization
import Validation
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
    let cancellation = cancellation
    let file = try CorpusFile.open(
      request.path,
      options: ReadOptions(
        format: request.format, map: request.mapping, strict: request.isStrict),
      readers: try readersInUse(), isInterrupted: { cancellation.isRaised })
    let name = try request.name.map(checkedName) ?? Run.datasetName(fromPath: request.path)
    var notes: [String] = []
    var mode = DatasetPlan.Mode.create
    let digest: Digest?
    switch try standing(of: request, file, name: name) {
    case .unchanged(let dataset, let note): return outcome(of: dataset, notes: [note])
    case .new(let known): digest = known
    case .changed(let known, let note):
      digest = known
      mode = .replace
      notes.append(note)
    }

    notes.append(file.detection.sentence)
    let start = ContinuousClock.now
    let record: DatasetRecord
    let report: ReadReport
    do {
      (record, report) = try ingest(
        file, as: name, digest: digest, unlessLoaded: file.isStream && request.name == nil, mode)
    } catch let found as AlreadyLoaded {
      return outcome(of: found.dataset, notes: [sameFileNote(found.dataset)])
    }
    let elapsed = (ContinuousClock.now - start).seconds
    notes += report.sentences
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
    /// `digest` where it had to be known beforehand.
    case new(digest: Digest?)
    case unchanged(DatasetRecord, String)
    case changed(digest: Digest?, String)
  }

  /// How the file stands to what is loaded. Its digest is made beforehand only where it can be the
  /// file of a dataset: of the same size, or of the same name where it has no size.
  private func standing(
    of request: LoadRequest, _ file: CorpusFile, name: String
  ) throws -> Standing {
    let datasets = try workspace.datasets()
    let mayBeKnown = datasets.contains { dataset in
      file.byteCount.map { Int($0) == dataset.fileBytes } ?? (dataset.name == name)
    }
    let digest = mayBeKnown ? try file.digest() : nil
    if let digest, let same = loaded(file, digest, as: name, among: datasets) {
      if request.isStrict && same.broken > 0 {
        throw Failure(
          .failed, "\(same.name) is loaded from this file with \(same.broken) broken records",
          hint: "'info \(same.name)' lists them")
      }
      if same.name == name { return .unchanged(same, "unchanged: \(name) is loaded already") }
      if request.name == nil { return .unchanged(same, sameFileNote(same)) }
    }
    guard let other = datasets.first(where: { $0.name == name }) else {
      return .new(digest: digest)
    }
    let isSameFile = other.fileDigest == digest?.hex
    let isSamePath = !file.isStream && other.path == Run.absolute(file.path)
    if isSamePath || request.replaces || isSameFile {
      return .changed(
        digest: digest,
        isSameFile ? "read anew with other options" : "the file has changed: \(name) is replaced")
    }
    throw Failure(
      .usage, "a dataset '\(name)' is loaded from another file, \(other.path)",
      hint: "--name gives this one another name; --replace takes its place")
  }

  private func sameFileNote(_ dataset: DatasetRecord) -> String {
    "the same file is loaded as \(dataset.name); --name loads it a second time"
  }

  /// The dataset of the same bytes, read in the same way; the one called `name` before others.
  private func loaded(
    _ file: CorpusFile, _ digest: Digest, as name: String, among datasets: [DatasetRecord]
  ) -> DatasetRecord? {
    let same = datasets.filter {
      $0.fileDigest == digest.hex && $0.format == file.detection.format
        && $0.mapping == file.detection.mappingText
    }
    return same.first { $0.name == name } ?? same.first
  }

  /// What came from a pipe turned out to be a dataset that is here.
  private struct AlreadyLoaded: Error {
    let dataset: DatasetRecord
  }

  /// Loads the file; nothing is stored when its bytes are not those of `digest`, or when they come
  /// from a pipe and `unlessLoaded` and are here already, which throws ``AlreadyLoaded``.
  private func ingest(
    _ file: CorpusFile, as name: String, digest: Digest?, unlessLoaded: Bool,
    _ mode: DatasetPlan.Mode
  ) throws -> (DatasetRecord, ReadReport) {
    let cancellation = cancellation
    let report = reportProgress
    let plan = DatasetPlan(
      name: name, path: file.isStream ? file.path : Run.absolute(file.path),
      fileDigest: digest?.hex ?? "", fileBytes: Int(file.expectedBytes),
      format: file.detection.format, mapping: file.detection.mappingText, mode: mode)
    let known = unlessLoaded ? try workspace.datasets() : []
    let finished = Mutex<ReadResult?>(nil)
    let record = try workspace.ingest(plan) { ingest in
      try runPipeline(
        workers: 1,
        produce: { emit in
          let result = try file.read(deliver: emit)
          finished.withLock { $0 = result }
        },
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
          report(
            Progress(
              label: "load", done: Int(batch.source.bytesRead), total: file.byteCount.map(Int.init),
              unit: .bytes))
        })
      guard let result = finished.withLock({ $0 }) else { return }
      if let digest, digest != result.digest { throw file.changed }
      if let same = loaded(file, result.digest, as: name, among: known) {
        throw AlreadyLoaded(dataset: same)
      }
      ingest.setFile(digest: result.digest.hex, bytes: Int(result.byteCount))
    }
    return (record, finished.withLock { $0?.report } ?? ReadReport())
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
    let taken = Set(
      metrics + [Overall.metric, Overall.tierLabel, "role", "dataset", "id", "messages"])
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
    guard path != CorpusFile.standardInput else { return "stdin" }
    let file = URL(fileURLWithPath: Compression.plainPath(path)).lastPathComponent
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
