import Corpus
import Formats
private import Foundation
package import Outcomes
package import PluginKit
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
  /// Whether conversations are numbered from 1 in place of their ids.
  package var withoutIDs: Bool
  /// The only metadata that goes with them, of conversations and turns; nil for all.
  package var fields: [String]?
  /// A column: a file is written for each of its values.
  package var by: String?

  package init(
    path: String, query: String, format: String? = nil, options: [String: String] = [:],
    overwrites: Bool = false, withoutIDs: Bool = false, fields: [String]? = nil,
    by: String? = nil
  ) {
    self.path = path
    self.query = query
    self.format = format
    self.options = options
    self.overwrites = overwrites
    self.withoutIDs = withoutIDs
    self.fields = fields
    self.by = by
  }

  package struct Result: Sendable {
    /// Where numbers in place of ids begin: files that belong together go on with them, so that they
    /// read back as one dataset.
    var firstNumber = 1
    package internal(set) var conversations = 0
    package internal(set) var messages = 0
    var datasets: Set<String> = []
    /// What the exporter left out or changed.
    package internal(set) var notes: [ReadNote] = []
    /// Conversations that the exporter left out, which are not counted.
    package internal(set) var leftOut = 0
    /// By value, where there is a file for each.
    package internal(set) var files: [(value: String, conversations: Int)] = []
    /// Conversations without a value of that column, which are in no file.
    package internal(set) var without = 0
    /// The file, and its manifest unless it is a pipe; nothing for standard output, and where
    /// whoever read the pipe had seen enough.
    package internal(set) var artifacts: [Artifact] = []
  }

  package enum ExportFault: Fault {
    /// No exporter writes files of this ending; `known` are the exporters that there are.
    case noExporter(ending: String, known: [String])
    /// The column has so many values that a file for each is hardly meant.
    case tooManyValues(column: String, most: Int)
    /// No conversation of the query has a value of the column.
    case noValues(column: String)
    /// Standard output is one stream.
    case severalToOutput
    /// None of the metadata has the name.
    case noField(String, known: [String])
  }

  private static let mostFiles = 50

  /// Throws ``NameFault``, ``ExportFault``, ``FileFault``.
  package func run(in run: Run) throws -> Result { try self.run(in: run, numberingFrom: 1) }

  func run(in run: Run, numberingFrom first: Int) throws -> Result {
    if let by { return try self.run(by: by, in: run) }
    return try self.run(
      try run.workspace.query(query), nil, numberingFrom: first, in: run)
  }

  func run(
    _ query: Query, _ part: Part?, numberingFrom first: Int, in run: Run
  ) throws -> Result {
    try checkFields(run)
    let entry = try exporter(run.registry.exporters)
    let options = PluginOptions(options)
    if entry.info.writesFolder {
      return try writeFolder(query, part, entry, numberingFrom: first, in: run)
    }
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
    var result = Result(firstNumber: first)
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
        part: part, messages: result.messages, datasets: result.datasets)
      result.artifacts.append(try manifest.finish(rows: 1))
    }
    return result
  }

  /// A file for each value of a column, by its kind and exactly: each conversation that has one is in
  /// one file.
  private func run(by column: String, in run: Run) throws -> Result {
    guard !OutputFile.isStandardOutput(path) else { throw ExportFault.severalToOutput }
    let query = try run.workspace.query(query)
    guard
      let values = try run.workspace.exactValues(of: column, query, most: Self.mostFiles)
    else { throw ExportFault.tooManyValues(column: column, most: Self.mostFiles) }
    var result = Result()
    var taken: Set<String> = []
    for (value, conversations) in values {
      guard let value else {
        result.without = conversations
        continue
      }
      let shown = value.value.fileValue
      var one = self
      one.by = nil
      // Values that a file's name cannot tell apart are numbered.
      one.path = Self.path(path, of: shown)
      var number = 1
      while !taken.insert(one.path.lowercased()).inserted {
        number += 1
        one.path = Self.path(path, of: "\(shown)-\(number)")
      }
      let part = try one.run(
        try run.workspace.query(query, where: column, isOneOf: [value]),
        Part(column: column, value: value),
        numberingFrom: 1 + result.conversations, in: run)
      result.add(part, of: shown)
    }
    guard !result.files.isEmpty else { throw ExportFault.noValues(column: column) }
    return result
  }

  /// What a file of several holds.
  struct Part {
    let column: String
    let value: ExactValue
  }

  /// `good.jsonl.zst` → `good.train.jsonl.zst`
  static func path(_ path: String, of value: String) -> String {
    Self.path(path, ofPart: fileName(of: value))
  }

  package static func path(_ path: String, ofPart name: String) -> String {
    let (stem, ending) = aroundPart(path)
    return stem + name + ending
  }

  /// What stands before and after the name of a value in the file for it.
  package static func aroundPart(_ path: String) -> (stem: String, ending: String) {
    let plain = Compression.plainPath(path)
    let stem = (plain as NSString).deletingPathExtension
    let ending = (plain as NSString).pathExtension
    return (stem + ".", (ending.isEmpty ? "" : ".\(ending)") + path.dropFirst(plain.count))
  }

  /// Letters and digits of any script stay, and what is harmless in a file's name.
  private static func fileName(of value: String) -> String {
    let kept = value.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      return isPlain || "-_+".unicodeScalars.contains(scalar) ? Character(scalar) : " "
    }
    let name = String(kept).split(separator: " ").joined(separator: "-")
    return name.isEmpty ? "value" : String(name.prefix(80))
  }

  private func checkFields(_ run: Run) throws {
    guard let fields else { return }
    let known = Set(try run.workspace.fields().map(\.key))
    if let field = fields.first(where: { !known.contains($0) }) {
      throw ExportFault.noField(field, known: known.sorted())
    }
  }

  /// The fields of the datasets that the query finds something of, as far as they are written.
  private func exportFields(_ query: Query, _ run: Run) throws -> [ExportField] {
    let datasets = Set(try run.workspace.datasetNames(of: query))
    let records = try run.workspace.fields().filter {
      datasets.contains($0.dataset) && isKept($0.key)
    }
    func field(_ record: FieldRecord, isText: Bool) -> ExportField {
      ExportField(record.key, isOfMessages: record.level == .message, isText: isText)
    }
    let mixed = Set(records.filter { $0.kind != .text }.map { field($0, isText: false) })
    return records.map {
      let typed = field($0, isText: false)
      return mixed.contains(typed) ? typed : field($0, isText: true)
    }.inOrderOnce
  }

  private func isKept(_ key: String) -> Bool {
    (fields?.contains(key) ?? true) && !(withoutIDs && CopySpan.idMarks.contains(key))
  }

  /// The conversation as it is to be written, the `number`th.
  private func shaped(_ conversation: Conversation, number: Int) -> Conversation {
    guard withoutIDs || fields != nil else { return conversation }
    var shaped = conversation
    if withoutIDs { shaped.id = String(number) }
    shaped.metadata = Metadata(shaped.metadata.entries.filter { isKept($0.key) })
    for index in shaped.messages.indices where !shaped.messages[index].metadata.isEmpty {
      shaped.messages[index].metadata = Metadata(
        shaped.messages[index].metadata.entries.filter { isKept($0.key) })
    }
    return shaped
  }

  private func writeFolder(
    _ query: Query, _ part: Part?, _ entry: RegisteredExporter, numberingFrom first: Int,
    in run: Run
  ) throws -> Result {
    guard !OutputFile.isStandardOutput(path) else { throw ExportFault.severalToOutput }
    let folder = try OutputFolder(path, overwrites: overwrites)
    let manifestPath = OutputFile.manifestPath((path as NSString).expandingTildeInPath)
    let manifest = try OutputFile(manifestPath) { overwrites || OutputFile.isManifest($0) }
    let options = PluginOptions(options)
    var exporter = try entry.make(options)
    var result = Result(firstNumber: first)
    try write(query, with: &exporter, entry.info, to: folder, counting: &result, run)
    result.artifacts = [try folder.finish(rows: result.conversations)]
    try run.writeManifest(
      to: manifest, for: result.artifacts[0], exporter: entry, options: options, query: query,
      part: part, messages: result.messages, datasets: result.datasets)
    result.artifacts.append(try manifest.finish(rows: 1))
    return result
  }

  private func write(
    _ query: Query, with exporter: inout some ExportWriter, _ info: ExporterInfo,
    to file: some ExportSink, counting result: inout Result, _ run: Run
  ) throws {
    let scores = try run.scoreColumns()
    let metrics = scores.filter(\.isNumber).map(\.name)
    let tier = scores.map(\.name).filter { $0 == Overall.tierLabel }
    let total = try run.workspace.count(query)
    let explainers = info.needsEvidence ? try run.explainers() : nil
    // A file has no datasets: what readers put together by ids must have its own.
    var names = try run.workspace.datasets().count > 1 ? ExportNames() : nil
    var renamed = ReadNote(
      .renamed, "ids that conversations of several datasets have, written as DATASET/ID")
    var sink = file
    try exporter.begin(
      metrics: metrics, turnMetrics: info.needsTurns ? try run.workspace.turnMetrics() : [],
      fields: info.needsFields ? try exportFields(query, run) : [], into: &sink)
    try run.workspace.conversations(
      query, columns: metrics + tier, withTurns: info.needsTurns
    ) { stored in
      try run.cancellation.check()
      let evidence = try explainers.map { try run.assess(stored, with: $0).evidence } ?? []
      var conversation = shaped(
        stored.conversation, number: result.firstNumber + result.conversations)
      if !withoutIDs, let name = names?.name(of: conversation.id, in: stored.dataset) {
        conversation.id = name
        renamed.add(ReadNote.Place(line: 0, id: name), times: 1)
      }
      let leftOut = exporter.leftOut
      try exporter.write(stored.scored(conversation, metrics.count, evidence), into: &sink)
      guard exporter.leftOut == leftOut else { return true }
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
    result.notes = exporter.notes + (renamed.count > 0 ? [renamed] : [])
    result.leftOut = exporter.leftOut
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
    options: PluginOptions, query: Query, part: ExportConversations.Part?, messages: Int,
    datasets: Set<String>
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
      if let part {
        json.key("by")
        json.string(part.column)
        json.key("value")
        json.string(part.value.value.fileValue)
      }
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

extension ExportWriter {
  /// Conversations that were not written.
  fileprivate var leftOut: Int {
    notes.reduce(0) { $0 + ($1.kind == .leftOut ? $1.count : 0) }
  }
}

extension ExportConversations.Result {
  fileprivate mutating func add(_ part: Self, of value: String) {
    conversations += part.conversations
    messages += part.messages
    leftOut += part.leftOut
    artifacts += part.artifacts
    files.append((value, part.conversations))
    for note in part.notes {
      if let place = notes.firstIndex(where: { $0.kind == note.kind && $0.what == note.what }) {
        notes[place].add(note.first.first ?? ReadNote.Place(line: 0), times: note.count)
      } else {
        notes.append(note)
      }
    }
  }
}

extension SQLValue {
  fileprivate var fileValue: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): "\(number)"
    case .null, .blob: ""
    }
  }
}

extension StoredConversation {
  /// Beside its scores; the tier, where there is one, is the value after them.
  fileprivate func scored(
    _ conversation: Conversation, _ count: Int, _ evidence: [Evidence]
  ) -> ScoredConversation {
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
