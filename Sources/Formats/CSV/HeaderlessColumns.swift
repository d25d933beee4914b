import Corpus

/// Tells what the columns of a table without a header are for, by what its rows hold.
struct HeaderlessColumns {
  private let rows: [[String]]
  private let width: Int

  init(_ rows: [[String]]) {
    width = rows.first?.count ?? 0
    self.rows = rows.filter { [width] in $0.count == width }
  }

  /// Parts of a conversation to columns as `#1`; empty when nothing is certain.
  var parts: [String: String] {
    guard rows.count > 1, width > 0 else { return [:] }
    let speaker = (0..<width).first(where: isSpeaker)
    let text = (0..<width).filter { $0 != speaker && isProse($0) }.max { length($0) < length($1) }
    guard let text else { return [:] }
    guard let speaker else {
      return (0..<width).filter(isProse).count == 1 ? ["text": name(text)] : [:]
    }
    guard let id = (0..<width).first(where: { $0 != speaker && $0 != text && isGrouping($0) })
    else { return [:] }
    var parts = ["id": name(id), "speaker": name(speaker), "text": name(text)]
    let others = (0..<width).filter { ![id, speaker, text].contains($0) }
    if let order = others.first(where: { rises($0, within: id) }) { parts["order"] = name(order) }
    return parts
  }

  private func name(_ column: Int) -> String { "#\(column + 1)" }
  private func cells(_ column: Int) -> [String] { rows.map { $0[column] } }
  private func length(_ column: Int) -> Int { rows.reduce(0) { $0 + $1[column].utf8.count } }

  private func isSpeaker(_ column: Int) -> Bool {
    let known = rows.count { Role(speaker: SpeakerName.cleaned($0[column])) != nil }
    return known * 5 >= rows.count * 4
  }

  private func isProse(_ column: Int) -> Bool {
    let spoken = rows.count { row in
      row[column].contains { $0.isLetter } && row[column].contains(" ")
    }
    return spoken * 3 >= rows.count
  }

  /// Whether its cells repeat, equal ones side by side.
  private func isGrouping(_ column: Int) -> Bool {
    let cells = cells(column)
    guard cells.allSatisfy({ !$0.isEmpty }) else { return false }
    let runs = 1 + zip(cells, cells.dropFirst()).count { $0 != $1 }
    let distinct = Set(cells).count
    return runs == distinct && distinct < cells.count
  }

  private func rises(_ column: Int, within id: Int) -> Bool {
    let values = rows.map { RowOrder($0[column]) }
    for index in rows.indices.dropFirst() where rows[index][id] == rows[index - 1][id] {
      guard let before = values[index - 1], let value = values[index], before.scale == value.scale,
        before.value < value.value
      else { return false }
    }
    return values.allSatisfy { $0 != nil }
  }
}

/// Names of speakers as they stand in tables.
enum SpeakerName {
  /// Without spaces around it and a colon behind it.
  static func cleaned(_ name: String) -> String {
    guard needsCleaning(name) else { return name }
    var rest = name.utf8[...]
    while let byte = rest.first, isSpace(byte) { rest = rest.dropFirst() }
    while let byte = rest.last, isSpace(byte) || byte == UInt8(ascii: ":") {
      rest = rest.dropLast()
    }
    return rest.isEmpty ? name : String(Substring(rest))
  }

  /// Without spaces around it.
  static func trimmed(_ name: String) -> String {
    guard let first = name.utf8.first, let last = name.utf8.last, isSpace(first) || isSpace(last)
    else { return name }
    var name = name
    return name.withUTF8 { String(decoding: CellReading.trimmed($0), as: UTF8.self) }
  }

  private static func needsCleaning(_ name: String) -> Bool {
    guard let first = name.utf8.first, let last = name.utf8.last else { return false }
    return isSpace(first) || isSpace(last) || last == UInt8(ascii: ":")
  }
}
