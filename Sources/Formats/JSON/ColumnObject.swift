/// A table turned on its side: one object whose members are columns of equal length, or rows by
/// number in each column, as pandas writes them.
enum ColumnObject {
  /// The names of the columns; nil for a record.
  ///
  /// Taken for columns are members of equal size of which two hold texts and are named as the sides
  /// of a pair. Linear in the object.
  static func names(of record: JSONValue) -> [String]? {
    let members = Array(record.members.prefix(1000))
    guard members.count >= 2, let size = members.first?.value.count, size >= 1,
      members.allSatisfy({ ($0.value.isArray || $0.value.isObject) && $0.value.count == size })
    else { return nil }
    let texts = members.filter { holdsTexts($0.value) }.map(\.key.string)
    let isPair = KnownNames.pairs.contains { pair in
      pair.user.contains(where: texts.contains) && texts.contains(pair.assistant)
    }
    return isPair ? members.map(\.key.string) : nil
  }

  /// Whether each cell is a text, in a list or by number from "0".
  private static func holdsTexts(_ column: JSONValue) -> Bool {
    guard column.isObject else { return column.elements.allSatisfy { $0.text != nil } }
    var number = 0
    for cell in column.members {
      guard cell.key.string == String(number), cell.value.text != nil else { return false }
      number += 1
    }
    return true
  }
}
