import Corpus
package import Formats
private import Foundation
package import Outcomes
import PluginKit
import Workspace

/// Writes a query's conversations as a folder that `datasets.load_dataset` opens: data files of
/// Parquet, one a part, and a card. The folder appears whole or not at all.
package struct ExportDataset: Operation {
  package var path: String
  package var query: String
  /// The label whose values are the parts, or `split` for the only split; one part when nil.
  package var label: String?
  /// Of the exporter of Parquet.
  package var options: [String: String]
  /// Whether a folder that this program made gives way.
  package var overwrites: Bool
  /// As of ``ExportConversations``.
  package var withoutIDs: Bool
  package var fields: [String]?

  /// How a folder of this kind is asked for.
  package static let format = "huggingface"

  package init(
    path: String, query: String, label: String? = nil, options: [String: String] = [:],
    overwrites: Bool = false, withoutIDs: Bool = false, fields: [String]? = nil
  ) {
    self.path = path
    self.query = query
    self.label = label
    self.options = options
    self.overwrites = overwrites
    self.withoutIDs = withoutIDs
    self.fields = fields
  }

  package struct Result: Sendable {
    package let parts: [DatasetCard.Part]
    /// Conversations that have no value of the label.
    package let withoutPart: Int
    package let artifacts: [Artifact]
  }

  package enum DatasetFault: Fault {
    case noSplit(splits: [String])
    /// A value that cannot be a part's name.
    case badPart(label: String, value: String)
    case tooManyParts(label: String)
    case nothingHasLabel(String)
    /// Something is there that this program may not take away.
    case isThere(path: String, isOwn: Bool)
    case cannotBeMade(path: String, reason: String)
  }

  private static let mostParts = 64

  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let asked = try workspace.query(query)
    let label = try label.map { try column($0, run) }
    let parts = try label.map { try self.parts(of: $0, asked, run) } ?? [("train", asked)]
    let target = (path as NSString).expandingTildeInPath
    let old = try standing(target)
    let folder = try temporaryFolder(beside: target)
    var isWhole = false
    defer { if !isWhole { try? FileManager.default.removeItem(atPath: folder) } }

    var written: [DatasetCard.Part] = []
    var artifacts: [Artifact] = []
    var names: Set<String> = []
    for (name, query) in parts {
      let file = DatasetCard.fileName(name)
      let result = try ExportConversations(
        path: "\(folder)/data/\(file)", query: self.query, format: "parquet", options: options,
        withoutIDs: withoutIDs, fields: fields
      ).run(query, nil, numberingFrom: 1 + written.reduce(0) { $0 + $1.conversations }, in: run)
      try FileManager.default.removeItem(
        atPath: OutputFile.manifestPath("\(folder)/data/\(file)"))
      written.append(
        .init(name: name, conversations: result.conversations, messages: result.messages))
      names.formUnion(result.datasets)
      artifacts += result.artifacts.prefix(1).map {
        Artifact(path: "\(target)/data/\(file)", rows: $0.rows, sha256: $0.sha256)
      }
    }
    var card = DatasetCard(
      title: (target as NSString).lastPathComponent, parts: written, query: asked.description,
      datasets: try workspace.datasets().filter { names.contains($0.name) }
        .map { ($0.name, $0.fingerprint) },
      signatures: try workspace.currentSignatures().map(\.title),
      program: "pe \(Version.number)")
    card.label = label
    card.withoutPart = try workspace.count(asked) - written.reduce(0) { $0 + $1.conversations }
    let readme = try OutputFile("\(folder)/README.md") { _ in false }
    try readme.write(card.text)
    let sheet = try readme.finish(rows: written.count)
    artifacts.append(
      Artifact(path: "\(target)/README.md", rows: written.count, sha256: sheet.sha256))
    try place(folder, at: target, old)
    isWhole = true
    return Result(parts: written, withoutPart: card.withoutPart, artifacts: artifacts)
  }

  /// The column that the label is: itself, or the only split's.
  private func column(_ label: String, _ run: Run) throws -> String {
    guard label == "split" else { return label }
    let splits = try run.scoreColumns().map(\.name)
      .filter { $0.hasPrefix(SplitConversations.columnPrefix) }
    guard splits.count == 1, let only = splits.first else {
      throw DatasetFault.noSplit(
        splits: splits.map { String($0.dropFirst(SplitConversations.columnPrefix.count)) })
    }
    return only
  }

  /// Each part's name, as loaders know it, and the query that finds it.
  private func parts(
    of label: String, _ query: Query, _ run: Run
  ) throws -> [(name: String, query: Query)] {
    // Most values are told below; that many there never are.
    guard let found = try run.workspace.exactValues(of: label, query, most: 16 * Self.mostParts)
    else { throw DatasetFault.tooManyParts(label: label) }
    var values: [(name: String, exact: [ExactValue])] = []
    for value in found.compactMap(\.value) {
      let name: String
      switch value.value {
      case .text(let text): name = text
      case .integer(let number): name = String(number)
      case .real, .null, .blob: continue
      }
      // Names of files that differ in letters' case alone are one on some machines.
      if let known = values.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) {
        values[known].exact.append(value)
        continue
      }
      guard values.count < Self.mostParts else { throw DatasetFault.tooManyParts(label: label) }
      values.append((name, [value]))
    }
    guard !values.isEmpty else { throw DatasetFault.nothingHasLabel(label) }
    let order = ["train", "validation", "test"]
    let named = try values.map { value, exact -> (name: String, query: Query) in
      let name = ["val", "valid", "dev", "validate"].contains(value) ? "validation" : value
      let isPlain = name.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_")
          || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
      guard isPlain, !name.isEmpty else { throw DatasetFault.badPart(label: label, value: value) }
      return (name, try run.workspace.query(query, where: label, isOneOf: exact))
    }
    guard Set(named.map(\.name)).count == named.count else {
      throw DatasetFault.badPart(label: label, value: "validation")
    }
    return named.sorted { a, b in
      let places = [a, b].map { order.firstIndex(of: $0.name) ?? order.count }
      return places[0] == places[1] ? a.name < b.name : places[0] < places[1]
    }
  }

  /// Whether there is a folder of this program's own making. Throws for anything that may not go.
  private func standing(_ target: String) throws -> Bool {
    let files = FileManager.default
    guard files.fileExists(atPath: target) else { return false }
    if let inside = try? files.contentsOfDirectory(atPath: target), inside.isEmpty { return true }
    let isOwn = OutputFile.hasMark("\(target)/README.md")
    guard isOwn, overwrites else { throw DatasetFault.isThere(path: path, isOwn: isOwn) }
    return true
  }

  private func temporaryFolder(beside target: String) throws -> String {
    let name = String(UInt64.random(in: .min ... .max), radix: 36)
    let folder = (target as NSString).deletingLastPathComponent
    let made = (folder.isEmpty ? "" : folder + "/") + ".pe-\(name).part"
    for path in [made, made + "/data"] {
      guard mkdir(path, 0o755) == 0 else {
        throw DatasetFault.cannotBeMade(
          path: self.path, reason: String(cString: strerror(errno)))
      }
    }
    return made
  }

  private func place(_ folder: String, at target: String, _ isThere: Bool) throws {
    let aside = folder + ".old"
    if isThere, rename(target, aside) != 0 {
      throw DatasetFault.cannotBeMade(path: path, reason: String(cString: strerror(errno)))
    }
    guard rename(folder, target) == 0 else {
      let reason = String(cString: strerror(errno))
      if isThere { rename(aside, target) }
      throw DatasetFault.cannotBeMade(path: path, reason: reason)
    }
    if isThere { try? FileManager.default.removeItem(atPath: aside) }
  }
}
