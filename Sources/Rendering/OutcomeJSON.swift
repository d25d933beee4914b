private import Corpus
package import Outcomes

/// The outcome as one JSON object on one line, without a line end: what other programs read.
///
/// Keys: `command`, `status` (`ok` or `error`), `measures` (number by name), `labels` (text by name,
/// such as a fingerprint), `tables`, `artifacts`, `notes`, and `error` when it failed. Counts are whole numbers; what is not finite
/// is null; columns' types are `text`, `integer`, `number`, `boolean`. Linear.
package func json(_ outcome: Outcome) -> String {
  var json = JSONWriter()
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
      for table in outcome.tables { json.table(table) }
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
  return withoutControls(json.bytes)
}

extension JSONWriter {
  fileprivate mutating func number(_ value: Double, isWhole: Bool) {
    if isWhole, let whole = Int(exactly: value) { integer(whole) } else { number(value) }
  }

  fileprivate mutating func table(_ table: Table) {
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
      json.array { json in
        for row in table.rows {
          json.array { json in
            for cell in row { json.cell(cell) }
          }
        }
      }
    }
  }

  private mutating func cell(_ cell: Table.Cell) {
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
private func withoutControls(_ bytes: [UInt8]) -> String {
  let json = String(decoding: bytes, as: UTF8.self)
  guard json.unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) }) else {
    return json
  }
  var result = String.UnicodeScalarView()
  for scalar in json.unicodeScalars {
    if (0x7F...0x9F).contains(scalar.value) {
      result.append(contentsOf: "\\u00\(String(scalar.value, radix: 16))".unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}
