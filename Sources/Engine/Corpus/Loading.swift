import Corpus
import Formats
private import Foundation
import PluginKit
private import Synchronization
import Workspace

/// The loading of one file into the workspace.
struct Loading {
  let request: LoadFile
  let run: Run
  let file: CorpusFile
  let name: String

  enum Decision {
    case done(DatasetRecord, LoadFile.Standing)
    /// `digest` where it had to be known beforehand.
    case toRead(LoadFile.Standing, digest: Digest?)
  }

  /// What came from a pipe turned out to be a dataset that is here.
  struct AlreadyLoaded: Error {
    let dataset: DatasetRecord
  }

  /// How the file stands to what is loaded. Its digest is made beforehand only where it can be the
  /// file of a dataset: of the same size, or of the same name where it has no size.
  func standing() throws -> Decision {
    let datasets = try run.workspace.datasets()
    let mayBeKnown = datasets.contains { dataset in
      file.byteCount.map { Int($0) == dataset.fileBytes } ?? (dataset.name == name)
    }
    let digest = mayBeKnown ? try file.digest() : nil
    if let digest, let same = loaded(digest, among: datasets) {
      if request.isStrict && same.broken > 0 {
        throw LoadFault.brokenRecords(dataset: same.name, same.broken)
      }
      if same.name == name { return .done(same, .unchanged) }
      if request.name == nil { return .done(same, .loadedAs(same.name)) }
    }
    guard let other = datasets.first(where: { $0.name == name }) else {
      return .toRead(.new, digest: digest)
    }
    let isSameFile = other.fileDigest == digest?.hex
    let isSamePath = !file.isStream && other.path == Run.absolute(file.path)
    if isSamePath || request.replaces || isSameFile {
      return .toRead(isSameFile ? .readOtherwise : .changed, digest: digest)
    }
    throw LoadFault.nameTaken(dataset: name, path: other.path)
  }

  /// The dataset of the same bytes, read in the same way; the one of the asked name before others.
  private func loaded(_ digest: Digest, among datasets: [DatasetRecord]) -> DatasetRecord? {
    let same = datasets.filter {
      $0.fileDigest == digest.hex && $0.format == file.detection.format
        && $0.mapping == mapping.text
    }
    return same.first { $0.name == name } ?? same.first
  }

  private var mapping: StoredMapping { StoredMapping(file.detection, roles: request.roles) }

  /// Loads the file; nothing is stored when its bytes are not those of `digest`, or when they come
  /// from a pipe and `unlessLoaded` and are here already, which throws ``AlreadyLoaded``.
  func ingest(
    digest: Digest?, unlessLoaded: Bool, _ mode: DatasetPlan.Mode
  ) throws -> (DatasetRecord, ReadReport, Aftermath) {
    let workspace = run.workspace
    let cancellation = run.cancellation
    let report = run.reportProgress
    let file = file
    let plan = DatasetPlan(
      name: name, path: file.isStream ? file.path : Run.absolute(file.path),
      fileDigest: digest?.hex ?? "", fileBytes: Int(file.expectedBytes),
      format: file.detection.format, mapping: mapping.text, mode: mode)
    let known = unlessLoaded ? try workspace.datasets() : []
    let finished = Mutex<ReadResult?>(nil)
    let (record, aftermath) = try workspace.ingestTelling(plan) { ingest in
      try runPipeline(
        workers: 1,
        produce: { emit in
          let result = try file.read(deliver: emit)
          finished.withLock { $0 = result }
        },
        transform: { LaidOutBatch($0) },
        consume: { batch in
          try cancellation.check()
          var next = 0
          while let refused = try ingest.append(batch.laidOut, from: next) {
            try ingest.append(brokenLine: 0, reason: "a second conversation with this id")
            next = refused + 1
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
      if let same = loaded(result.digest, among: known) {
        throw AlreadyLoaded(dataset: same)
      }
      ingest.setFile(digest: result.digest.hex, bytes: Int(result.byteCount))
    }
    return (record, finished.withLock { $0?.report } ?? ReadReport(), aftermath)
  }
}

/// How a dataset's file was read, in the text that the workspace keeps of it: names of columns on
/// the first line, roles of speakers on the second.
package struct StoredMapping {
  /// As `a=b,c=d`; both are empty where there are none.
  package let columns: String
  package let roles: String

  init(_ detection: Detection, roles: [String: Role]) {
    // How the file is written stands beside the names of its columns.
    var writing: [String: String] = [:]
    writing["encoding"] = detection.encoding
    if detection.skippedLines > 0 { writing["skip"] = String(detection.skippedLines) }
    if !detection.hasHeader { writing["header"] = "no" }
    self.init(
      columns: detection.mapping.merging(writing) { column, _ in column }, roles: roles)
  }

  init(columns: [String: String], roles: [String: Role]) {
    func joined(_ pairs: [String: String]) -> String {
      pairs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
    self.columns = joined(columns)
    self.roles = joined(roles.mapValues(\.rawValue))
  }

  package init(text: String) {
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    columns = String(lines[0])
    roles = lines.count > 1 ? String(lines[1]) : ""
  }

  var text: String { roles.isEmpty ? columns : "\(columns)\n\(roles)" }
}

/// A batch laid out as it is stored, off the writing thread, which has the most to do.
struct LaidOutBatch: Sendable {
  /// Its conversations where they are asked for.
  let source: ReadBatch
  let laidOut: IngestBatch

  init(_ source: ReadBatch, keepsConversations: Bool = false) {
    laidOut = IngestBatch(source.conversations)
    var source = source
    if !keepsConversations { source.conversations = [] }
    self.source = source
  }
}

extension Run {
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// `AnnoMI-simple.csv` → `annomi-simple`.
  static func datasetName(fromPath path: String) -> String {
    guard path != CorpusFile.standardInput else { return "stdin" }
    let file = URL(fileURLWithPath: Compression.plainPath(path)).lastPathComponent
    let endings = [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt"]
    let ending = endings.first { file.lowercased().hasSuffix($0) } ?? ""
    return datasetName(from: String(file.dropLast(ending.count)))
  }

  static func datasetName(ofFolder path: String) -> String {
    datasetName(from: URL(fileURLWithPath: path).lastPathComponent)
  }

  private static func datasetName(from stem: String) -> String {
    let name = stem.lowercased().unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
        ? Character(scalar) : "-"
    }
    let trimmed = String(name).split(separator: "-").joined(separator: "-")
    return trimmed.isEmpty ? "dataset" : trimmed
  }

  static func checkedDatasetName(_ name: String) throws -> String {
    guard datasetName(fromPath: name) == name.lowercased() else {
      throw NameFault.malformed(.dataset, name, nearest: datasetName(fromPath: name))
    }
    return name
  }
}
