import Corpus

/// Reads a JSON file from its first record to its last.
struct JSONCorpusReader {
  let path: String
  let plan: JSONPlan
  let limits: ReadLimits

  func read(into builder: inout BatchBuilder, deliver: (ReadBatch) throws -> Void) throws {
    var scanner = try RecordScanner(
      path: path, layout: plan.shape.layout, limit: limits.recordBytes)
    let parser = JSONParser()
    var reader = RecordReader(plan.shape, isMapped: plan.isMapped)
    var yield = RecordReader.Yield()
    var number = 0
    while let record = try scanner.next() {
      number += 1
      yield.conversations.removeAll(keepingCapacity: true)
      yield.broken.removeAll()
      do throws(BrokenReason) {
        let key = try record.key.map { key throws(BrokenReason) in
          try parser.parse(copying: key) { value throws(BrokenReason) in
            try value.text.map(MetadataReader.checked) ?? String(number)
          }
        }
        try JSONCorpusReader.parse(record, with: parser) { value throws(BrokenReason) in
          try reader.read(value, number: number, key: key, into: &yield)
        }
        if record.problem == .cutOff, plan.shape.layout != .lines {
          yield.broken.append("the file ends before its outermost bracket is closed")
        }
      } catch {
        yield.broken.append(error.reason)
      }
      for conversation in yield.conversations {
        try builder.add(conversation, line: record.line)
      }
      for reason in yield.broken { try builder.addBroken(line: record.line, reason: reason) }
      try builder.flush(at: scanner.position, deliver: deliver)
    }
    try builder.finish(deliver: deliver)
  }

  /// Parses a record, with a reason that says more where the scanner knows more.
  static func parse<Result>(
    _ record: RecordScanner.Record, with parser: JSONParser,
    _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    switch record.problem {
    case .tooLong(let limit): throw BrokenReason("record longer than \(ReadLimits.label(limit))")
    case .malformed(let reason): throw BrokenReason(reason)
    case nil, .cutOff: break
    }
    do throws(BrokenReason) {
      return try parser.parse(padded: record.bytes, body)
    } catch  where record.problem == .cutOff && error.isSyntax && record.opensContainer {
      throw BrokenReason("the file ends within this record")
    }
  }
}
