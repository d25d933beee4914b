import PluginKit

/// Keeps spreadsheets from running what people said.
package struct FormulaGuard {
  static let option = OptionInfo(
    "formulas", "safe puts an apostrophe before cells that a spreadsheet would run",
    default: "kept")

  private let isOn: Bool

  /// That makes every such cell safe.
  package static let on = FormulaGuard(isOn: true)

  private init(isOn: Bool) { self.isOn = isOn }

  init(_ options: PluginOptions) throws(OptionError) {
    switch options["formulas"] {
    case nil, "kept": isOn = false
    case "safe": isOn = true
    case .some(let text): throw OptionError("option formulas=\(text) is neither safe nor kept")
    }
  }

  /// Whether the field is to have an apostrophe.
  func guards(_ field: String) -> Bool { isOn && Self.runs(field) }

  /// Whether a spreadsheet would run it as a formula. Negative numbers are none.
  static func runs(_ field: String) -> Bool {
    guard let first = field.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), 0x09, 0x0D: return true
    case UInt8(ascii: "-"): return Double(field) == nil
    default: return false
    }
  }
}

/// Cells that a spreadsheet would run, counted for a note.
struct FormulaCount {
  private var note = ReadNote(
    .kept, "cells that a spreadsheet would run as formulas; --safe puts an apostrophe before them")

  mutating func add(_ row: CSVRowWriter, _ id: String) {
    guard row.formulaCells > 0 else { return }
    note.add(ReadNote.Place(line: 0, id: id), times: row.formulaCells)
  }

  var notes: [ReadNote] { note.count > 0 ? [note] : [] }
}

/// Rows of CSV (RFC 4180): fields in quotes where they need them, CRLF at the end.
package struct CSVRowWriter {
  package private(set) var bytes: [UInt8] = []
  /// Cells that a spreadsheet would run and that were written as they are.
  private(set) var formulaCells = 0
  private let formulas: FormulaGuard

  package init(_ formulas: FormulaGuard) { self.formulas = formulas }

  package mutating func add(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let runs = FormulaGuard.runs(field)
      if runs, !formulas.guards(field) { formulaCells += 1 }
      add(runs && formulas.guards(field) ? "'" + field : field)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private mutating func add(_ field: String) {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte < 0x20
    }
    guard needsQuotes else { return bytes.append(contentsOf: field.utf8) }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
