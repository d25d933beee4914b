import Corpus
import Formats
private import Foundation
import PluginKit
import Synchronization
import Validation

extension AssessFile {
  /// What came of reading, for whoever asks after the pipeline.
  final class Reading: Sendable {
    let report = Mutex<ReadReport?>(nil)
  }

  private static let leading = "id,\(ScoreNames.tier),error,"

  static func header(_ metrics: [String]) -> String {
    let overall = [Overall.metric, "\(Overall.metric)_low", "\(Overall.metric)_high"]
    return leading + (overall + metrics).joined(separator: ",") + "\r\n"
  }

  static func row(_ id: String, _ reason: String, _ metrics: [String]) -> [UInt8] {
    var fields = [id, "", reason]
    fields += Array(repeating: "", count: metrics.count + 3)
    return bytes(fields)
  }

  static func row(_ id: String, _ assessed: Assessed, _ metrics: [String]) -> [UInt8] {
    let lines = Dictionary(assessed.lines.map { ($0.metric, $0) }) { $1 }
    let overall = lines[Overall.metric]
    var fields = [
      id, assessed.tier ?? "", "", text(overall?.value), text(overall?.interval?.lowerBound),
      text(overall?.interval?.upperBound),
    ]
    fields += metrics.map { text(lines[$0]?.value) }
    return bytes(fields)
  }

  private static func text(_ value: Double?) -> String { value.map(shortest) ?? "" }

  /// Ids are a stranger's: a spreadsheet must not run them.
  private static func bytes(_ fields: [String]) -> [UInt8] {
    var writer = CSVRowWriter(.on)
    writer.add(fields)
    return writer.bytes
  }

  /// Whether a file is of this operation's own making, by how it begins.
  static func isOwn(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let head = String(decoding: (try? file.read(upToCount: 4096)) ?? Data(), as: UTF8.self)
    return head.isEmpty || head.hasPrefix(leading)
      || head.hasPrefix("{\"id\":") && head.contains("\"signature\":")
      || head.hasPrefix("{\"error\":")
  }
}

extension AssessFile.Result {
  mutating func add(_ part: AssessFile.Result) {
    conversations += part.conversations
    broken += part.broken
    tiers.merge(part.tiers) { $0 + $1 }
    overalls += part.overalls
    sum += part.sum
  }
}

extension AdHocScoring {
  /// In the order of the validators; without the overall score.
  var metrics: [String] { explainers.flatMap { $0.entry.info.metrics.map(\.name) } }
}
