import PluginKit

/// Reads the records of one file, one after the other.
struct JSONPass {
  private let plan: JSONPlan
  private let parser = JSONParser()
  private var reader: RecordReader
  /// Readers of records of other shapes than most have, by what they keep their talk in.
  private var others: [(dialogue: Dialogue, reader: RecordReader)] = []
  private let finder = DialogueFinder(list: nil)
  private var number = 0
  /// What the last record gave.
  private(set) var yield = RecordReader.Yield()

  init(_ plan: JSONPlan) {
    self.plan = plan
    reader = RecordReader(plan.shape, isMapped: plan.isMapped)
  }

  mutating func read(_ record: RecordScanner.Record) {
    number += 1
    yield.clear()
    do throws(BrokenReason) {
      try readValue(record)
    } catch {
      yield.broken.append(error.reason)
    }
    if !yield.broken.isEmpty { readOtherwise(record) }
    if record.problem == .cutOff, plan.shape.layout != .lines, yield.broken.isEmpty {
      yield.broken.append("the file ends before its outermost bracket is closed")
    }
  }

  private mutating func readValue(_ record: RecordScanner.Record) throws(BrokenReason) {
    let key = try self.key(of: record)
    let number = number
    try JSONReader.parse(record, with: parser) { value throws(BrokenReason) in
      try reader.read(value, number: number, key: key, into: &yield)
    }
  }

  private func key(of record: RecordScanner.Record) throws(BrokenReason) -> String? {
    try record.key.map { key throws(BrokenReason) in
      try parser.parse(copying: key) { value throws(BrokenReason) in
        try value.text.map(MetadataReader.checked) ?? String(number)
      }
    }
  }

  /// Tries a record that is broken once more: mended, and as one of another shape. What it gives
  /// takes the place of the reasons, which stay when it gives nothing.
  private mutating func readOtherwise(_ record: RecordScanner.Record) {
    guard record.problem == nil || record.problem == .cutOff else { return }
    let repair = JSONRepair(record.bytes)
    var found = RecordReader.Yield()
    do throws(BrokenReason) {
      let key = try self.key(of: record)
      if let repair {
        try parser.parse(repair) { value throws(BrokenReason) in
          try readAnyhow(value, key, &found)
        }
      } else if !plan.isMapped, !plan.shape.dialogue.isText {
        try parser.parse(padded: record.bytes) { value throws(BrokenReason) in
          try readOtherShape(value, key, &found)
        }
      }
    } catch {
      return
    }
    guard !found.conversations.isEmpty, found.broken.isEmpty else { return }
    for fault in repair?.faults ?? [] {
      if let words = fault.words { found.notes.append((.repaired, words)) }
    }
    yield = found
  }

  private mutating func readAnyhow(
    _ value: JSONValue, _ key: String?, _ found: inout RecordReader.Yield
  ) throws(BrokenReason) {
    do throws(BrokenReason) {
      try reader.read(value, number: number, key: key, into: &found)
    } catch {
      found.clear()
      try readOtherShape(value, key, &found)
    }
  }

  /// Reads a record that keeps its talk under other names than the most; a text alone is none.
  private mutating func readOtherShape(
    _ value: JSONValue, _ key: String?, _ found: inout RecordReader.Yield
  ) throws(BrokenReason) {
    let finding = finder.survey(value).findings.first { finding in
      !finding.isEmpty && !finding.isNested && !finding.dialogue.isText
        && finding.dialogue != plan.shape.dialogue
    }
    guard let finding else { throw BrokenReason("") }
    let place: Int
    if let known = others.firstIndex(where: { $0.dialogue == finding.dialogue }) {
      place = known
    } else {
      guard others.count < 16 else { throw BrokenReason("") }
      let shape = Shape(
        layout: plan.shape.layout, isNested: false, dialogue: finding.dialogue,
        idKey: plan.shape.idKey)
      others.append((finding.dialogue, RecordReader(shape, isMapped: false)))
      place = others.count - 1
    }
    try others[place].reader.read(value, number: number, key: key, into: &found)
    found.notes.append(
      (.ambiguous, "records of another shape than most, read as \(finding.formatName)"))
  }
}
