import PluginKit

/// Tells from the start of a JSON file how to read all of it.
struct JSONSniffer {
  let path: String
  let source: any ByteSource
  let options: ReadOptions
  let limits: ReadLimits
  private let parser = JSONParser()
  private let finder: DialogueFinder

  /// Records that are looked at.
  private static let sampledRecords = 64
  /// Broken records after which no good one is looked for any more.
  private static let toleratedRecords = 1000

  init(path: String, source: any ByteSource, options: ReadOptions, limits: ReadLimits) {
    self.path = path
    self.source = source
    self.options = options
    self.limits = limits
    finder = DialogueFinder(list: options.map["messages"])
  }

  /// `head` is the start of the file without a byte order mark, followed by readable padding.
  func sniff(
    _ head: UnsafeBufferPointer<UInt8>, isWholeFile: Bool
  ) throws(FormatError) -> JSONPlan {
    var layout = self.layout(of: head, isWholeFile: isWholeFile)
    var surveys = try sample(layout)
    if layout == .array, surveys.allSatisfy(\.isTurn), options.format != "text" {
      // One conversation as a list of its turns, unless the turns belong to several.
      try checkOneConversation(surveys)
      layout = .whole
      surveys = try sample(layout)
    }
    let choice = try ShapeChoice(
      path: path, options: options, surveys: surveys, layout: layout
    ).plan()
    return choice
  }

  func layout(
    of head: UnsafeBufferPointer<UInt8>, isWholeFile: Bool
  ) -> RecordScanner.Layout {
    let start = head.firstIndex { !isSpace($0) } ?? head.count
    let rest = UnsafeBufferPointer(rebasing: head[start...])
    let opensList = rest.first == UInt8(ascii: "[")
    guard opensList || rest.first == UInt8(ascii: "{") else { return .lines }
    let newline = rest.firstIndex(of: UInt8(ascii: "\n"))
    if newline != nil || isWholeFile {
      let line = rest[..<(newline ?? rest.count)]
      let isAlone = rest[line.endIndex...].allSatisfy(isSpace)
      if isJSON(line) {
        if !isAlone { return .lines }
        if opensList { return .array }
        return layoutOfOne(line) == .members ? .members : .lines
      }
    }
    if opensList { return .array }
    var scan = ValueScan()
    if scan.advance(in: rest, to: .container), isJSON(rest[..<scan.position]) {
      let follows = rest[scan.position...].contains { !isSpace($0) }
      if follows { return .sequence }
      if isWholeFile { return layoutOfOne(rest[..<scan.position]) }
    }
    return keepsRecordsInMembers() ? .members : .lines
  }

  private func isJSON(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: bytes)
    do throws(BrokenReason) {
      return try parser.parse(padded: bytes) { !$0.isScalar }
    } catch {
      guard error.isSyntax, let repair = JSONRepair(bytes) else { return false }
      return (try? parser.parse(repair) { !$0.isScalar }) ?? false
    }
  }

  /// An object that is the whole file is one record, or its members are records.
  private func layoutOfOne(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> RecordScanner.Layout {
    do throws(BrokenReason) {
      return try parser.parse(padded: UnsafeBufferPointer(rebasing: bytes)) { record in
        let isOne = finder.survey(record).findings.contains {
          !$0.isNested && !$0.isEmpty && !$0.dialogue.isText
        }
        let values = record.members.prefix(JSONSniffer.sampledRecords).map(\.value)
        let lists = record.members.prefix(64).filter(\.value.isArray).map(\.key.string)
        if KnownNames.areWrappers(lists) { return .whole }
        if finder.holdsTalksByName(record) { return .members }
        let names = record.members.prefix(64).map(\.key.string)
        if names.contains(where: SideBySide.isPart) { return .whole }
        guard !isOne, !values.isEmpty, values.allSatisfy({ !$0.isScalar }),
          values.contains(where: holdsDialogue)
        else { return .whole }
        return .members
      }
    } catch {
      return .lines
    }
  }

  private func holdsDialogue(_ value: JSONValue) -> Bool {
    finder.survey(value).findings.contains { !$0.isEmpty && !$0.dialogue.isText }
  }

  /// Whether the first members of an object too large to parse are records.
  private func keepsRecordsInMembers() -> Bool {
    do {
      var scanner = try RecordScanner(source, layout: .members, limit: limits.recordBytes)
      guard let record = try scanner.next(), record.problem == nil else { return false }
      return try parser.parse(padded: record.bytes) { value in
        !value.isScalar && holdsDialogue(value) && !isWrapper(record.key)
      }
    } catch {
      return false
    }
  }

  private func isWrapper(_ key: UnsafeBufferPointer<UInt8>?) -> Bool {
    guard let key else { return false }
    return KnownNames.areWrappers([String(decoding: key.dropFirst().dropLast(), as: UTF8.self)])
  }

  /// Surveys the first records. Throws when none can be read.
  private func sample(
    _ layout: RecordScanner.Layout
  ) throws(FormatError) -> [DialogueFinder.Survey] {
    var scanner = try RecordScanner(source, layout: layout, limit: limits.recordBytes)
    var surveys: [DialogueFinder.Survey] = []
    var failure: (line: Int, reason: String)?
    var tried = 0
    while let record = try scanner.next() {
      tried += 1
      do throws(BrokenReason) {
        surveys.append(try JSONReader.parse(record, with: parser, finder.survey))
      } catch {
        if !record.bytes.isEmpty, let repair = JSONRepair(record.bytes),
          let survey = try? parser.parse(repair, finder.survey)
        {
          surveys.append(survey)
          continue
        }
        if failure == nil { failure = (record.line, error.reason) }
      }
      let isEnough =
        surveys.count >= JSONSniffer.sampledRecords
        || scanner.position >= Int64(limits.sampleBytes)
      if isEnough && !surveys.isEmpty || tried >= JSONSniffer.toleratedRecords { break }
    }
    guard surveys.isEmpty else { return surveys }
    guard let failure else {
      throw FormatError(.empty, "\(path) holds no records: its outermost brackets are empty")
    }
    throw FormatError(
      .broken(line: failure.line), "\(path):\(failure.line): \(failure.reason)",
      hint: tried == 1 ? "" : "none of the first \(tried) records could be read")
  }

  private func checkOneConversation(
    _ surveys: [DialogueFinder.Survey]
  ) throws(FormatError) {
    let names = Set(surveys.flatMap(\.ids.keys))
    guard let id = KnownNames.ids.first(where: { $0 != "id" && names.contains($0) }) else { return }
    throw FormatError(
      .unknownFormat, "each record of \(path) is one turn, with its conversation under '\(id)'",
      hint: "write the rows as CSV, which pe reads a row an utterance")
  }
}
