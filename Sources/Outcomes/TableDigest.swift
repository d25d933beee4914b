package import Corpus
private import Foundation

extension Table {
  /// SHA-256 of the typed content, so that a script can check a whole table in eight digits.
  ///
  /// Column names and kinds, then the rows: text in Unicode NFC, numbers to six significant digits,
  /// volatile columns left out, rows sorted unless their order is part of the result.
  package var digest: Digest {
    let kept = columns.indices.filter { !columns[$0].isVolatile }
    var lines = rows.map { row in
      kept.map { Self.canonical(row[$0]) }.joined(separator: "\u{1F}")
    }
    if !isOrdered { lines.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    let header = kept.map { "\(columns[$0].name):\(columns[$0].kind.rawValue)" }
    let digester = Digester()
    digester.update(header.joined(separator: "\u{1F}"))
    for line in lines {
      digester.update("\u{1E}")
      digester.update(line)
    }
    return digester.finish()
  }

  private static func canonical(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): "t" + text.precomposedStringWithCanonicalMapping
    case .integer(let value): "i\(value)"
    // Minus zero is zero.
    case .number(let value): "n" + String(format: "%.6g", value == 0 ? 0 : value)
    case .flag(let value): value ? "f1" : "f0"
    case .null: "-"
    }
  }
}
