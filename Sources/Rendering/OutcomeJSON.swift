private import Corpus
package import Outcomes

/// The outcome as one JSON object on one line, without a line end: what other programs read.
///
/// Keys: `command`, `status` (`ok` or `error`), `measures` (number by name), `labels` (text by name,
/// such as a fingerprint), `tables`, `artifacts`, `notes`, and `error` when it failed. Counts are whole numbers; what is not finite
/// is null; columns' types are `text`, `integer`, `number`, `boolean`. Linear.
package func json(_ outcome: Outcome) -> String {
  var bytes: [UInt8] = []
  writeJSON(outcome) {
    bytes += $0
    return true
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The same in pieces, so that a long table is in memory once; ends early when `sink` returns false.
func writeJSON(_ outcome: Outcome, to sink: ([UInt8]) -> Bool) {
  var json = JSONWriter()
  /// Where the rows of each table belong.
  var places: [Int] = []
  json.object { json in
    json.key("command")
    json.string(outcome.command)
    json.key("status")
    json.string(outcome.failure == nil ? "ok" : "error")
    json.key("measures")
    json.object { json in
      for measure in outcome.measures {
        guard case .number(let value) = measure.value else { continue }
        json.key(measure.name)
        json.number(value, isWhole: measure.unit == .count || measure.unit == .bytes)
      }
    }
    json.key("labels")
    json.object { json in
      for measure in outcome.measures {
        guard case .text(let text) = measure.value else { continue }
        json.key(measure.name)
        json.string(text)
      }
    }
    json.key("tables")
    json.array { json in
      for table in outcome.tables {
        json.head(of: table)
        places.append(json.bytes.count - "]}".utf8.count)
      }
    }
    json.key("artifacts")
    json.array { json in
      for artifact in outcome.artifacts {
        json.object { json in
          json.key("path")
          json.string(artifact.path)
          json.key("rows")
          json.integer(artifact.rows)
          json.key("sha256")
          json.string(artifact.sha256)
        }
      }
    }
    json.key("notes")
    json.array { json in
      for note in outcome.notes { json.string(note) }
    }
    guard let failure = outcome.failure else { return }
    json.key("error")
    json.object { json in
      json.key("code")
      json.string(failure.code.rawValue)
      json.key("message")
      json.string(failure.message)
      json.key("hint")
      json.string(failure.hint)
    }
  }
  var start = 0
  for (table, place) in zip(outcome.tables, places) {
    guard sink(withoutControls(json.bytes[start..<place])), writeRows(of: table, to: sink) else {
      return
    }
    start = place
  }
  _ = sink(withoutControls(json.bytes[start...]))
}

private func writeRows(of table: Table, to sink: ([UInt8]) -> Bool) -> Bool {
  var rows = JSONWriter()
  for (index, row) in table.rows.enumerated() {
    rows.array { json in
      for cell in row { json.cell(cell) }
    }
    let isLast = index == table.rows.count - 1
    guard isLast || rows.bytes.count >= 1 << 16 else { continue }
    guard sink(withoutControls(rows.bytes[...]) + (isLast ? [] : [UInt8(ascii: ",")])) else {
      return false
    }
    rows.reset()
  }
  return true
}

extension JSONWriter {
  fileprivate mutating func number(_ value: Double, isWhole: Bool) {
    if isWhole, let whole = Int(exactly: value) { integer(whole) } else { number(value) }
  }

  /// The table without its rows.
  fileprivate mutating func head(of table: Table) {
    object { json in
      json.key("name")
      json.string(table.name)
      json.key("columns")
      json.array { json in
        for column in table.columns {
          json.object { json in
            json.key("name")
            json.string(column.name)
            json.key("type")
            json.string(column.kind.rawValue)
          }
        }
      }
      json.key("rows")
      json.array { _ in }
    }
  }

  fileprivate mutating func cell(_ cell: Table.Cell) {
    switch cell {
    case .text(let text): string(text)
    case .integer(let value): integer(value)
    case .number(let value): number(value)
    case .flag(let flag): self.flag(flag)
    case .null: null()
    }
  }
}

/// The writer escapes what JSON must escape; a terminal also obeys DEL and the C1 controls.
/// They stand only inside strings, where `\u` means the same.
private func withoutControls(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  /// DEL, or the first byte of a C1 control (and of other characters).
  func isSuspect(_ byte: UInt8) -> Bool { byte == 0x7F || byte == 0xC2 }
  guard bytes.contains(where: isSuspect) else { return Array(bytes) }
  var result: [UInt8] = []
  var index = bytes.startIndex
  while index < bytes.endIndex {
    let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
    if bytes[index] == 0x7F {
      result += "\\u007f".utf8
    } else if bytes[index] == 0xC2, (0x80...0x9F).contains(next) {
      result += "\\u00\(String(next, radix: 16))".utf8
      index += 1
    } else {
      result.append(bytes[index])
    }
    index += 1
  }
  return result
}
