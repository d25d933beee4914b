import PluginKit

/// Keeps spreadsheets from running what people said.
struct FormulaGuard {
  static let option = OptionInfo(
    "formulas", "safe puts an apostrophe before cells that a spreadsheet would run",
    default: "kept")

  private let isOn: Bool

  init(_ options: PluginOptions) throws(OptionError) {
    switch options["formulas"] {
    case nil, "kept": isOn = false
    case "safe": isOn = true
    case .some(let text): throw OptionError("option formulas=\(text) is neither safe nor kept")
    }
  }

  /// Whether the field is to have an apostrophe. Negative numbers are none.
  func guards(_ field: String) -> Bool {
    guard isOn, let first = field.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), 0x09, 0x0D: return true
    case UInt8(ascii: "-"): return Double(field) == nil
    default: return false
    }
  }
}

/// Rows of CSV (RFC 4180): fields in quotes where they need them, CRLF at the end.
struct CSVRowWriter {
  private(set) var bytes: [UInt8] = []
  private let formulas: FormulaGuard

  init(_ formulas: FormulaGuard) { self.formulas = formulas }

  mutating func add(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      add(formulas.guards(field) ? "'" + field : field)
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
