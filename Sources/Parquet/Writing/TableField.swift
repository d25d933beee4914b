/// A column that is to be written, with what is within it.
package indirect enum TableField: Sendable, Equatable {
  package enum Leaf: Sendable, Equatable {
    /// Text, text that is JSON, whole numbers of 32 and of 64 bits, numbers, truth values.
    ///
    /// Text that is JSON is declared as text, which every program shows, and told to our own reader
    /// beside the columns (``JSONColumns``).
    case text, json, int, long, number, flag
  }

  case leaf(String, Leaf, isOptional: Bool)
  /// A list of structures, each with all its members there, of which some may be null.
  case list(String, [TableField])

  package var name: String {
    switch self {
    case .leaf(let name, _, _), .list(let name, _): name
    }
  }

  /// The leaves in order, with their place within lists.
  var leaves: [TableLeaf] { leaves(path: [], inList: false) }

  private func leaves(path: [String], inList: Bool) -> [TableLeaf] {
    switch self {
    case .leaf(let name, let kind, let isOptional):
      [TableLeaf(path: path + [name], kind: kind, isOptional: isOptional, isInList: inList)]
    case .list(let name, let members):
      members.flatMap { $0.leaves(path: path + [name, "list", "element"], inList: true) }
    }
  }
}

/// A leaf as it is written.
struct TableLeaf: Sendable {
  let path: [String]
  let kind: TableField.Leaf
  let isOptional: Bool
  let isInList: Bool

  var type: PhysicalType { kind.type }

  /// The definition level of a value that is there.
  var definition: UInt8 { (isInList ? 1 : 0) + (isOptional ? 1 : 0) }
}

extension TableField {
  /// How many places of the schema it takes.
  var elementCount: Int {
    switch self {
    case .leaf: 1
    case .list(_, let members): 3 + members.reduce(0) { $0 + $1.elementCount }
    }
  }

  /// Writes its places of the schema.
  func write(to writer: inout ThriftWriter) {
    switch self {
    case .leaf(let name, let kind, let isOptional):
      writer.structure { element in
        element.int(1, Int(kind.type.rawValue))
        element.int(3, isOptional ? 1 : 0)
        element.binary(4, name.utf8)
        switch kind {
        case .text, .json:
          element.int(6, 0)
          element.structure(10) { $0.structure(1) { _ in } }
        default: break
        }
      }
    case .list(let name, let members):
      writer.structure { element in
        element.int(3, 0)
        element.binary(4, name.utf8)
        element.int(5, 1)
        element.int(6, 3)
        element.structure(10) { $0.structure(3) { _ in } }
      }
      writer.structure { element in
        element.int(3, 2)
        element.binary(4, "list".utf8)
        element.int(5, 1)
      }
      writer.structure { element in
        element.int(3, 0)
        element.binary(4, "element".utf8)
        element.int(5, members.count)
      }
      for member in members { member.write(to: &writer) }
    }
  }
}

extension TableField.Leaf {
  var type: PhysicalType {
    switch self {
    case .text, .json: .bytes
    case .int: .int32
    case .long: .int64
    case .number: .double
    case .flag: .boolean
    }
  }
}

/// Which columns of text hold JSON, as it stands beside the columns of a file of ours.
enum JSONColumns {
  static let key = "pe.json"

  /// A path a line.
  static func text(_ leaves: [TableLeaf]) -> String? {
    let names = leaves.filter { $0.kind == .json }.map { name($0.path) }
    return names.isEmpty ? nil : names.joined(separator: "\n")
  }

  static func names(_ pairs: [(key: String, value: String?)]) -> Set<String> {
    guard let text = pairs.first(where: { $0.key == key })?.value else { return [] }
    return Set(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  /// Names from the record down, with / between them, which within them is written as %2F.
  static func name(_ path: [String]) -> String {
    path.map { name in
      name.replacing("%", with: "%25").replacing("/", with: "%2F").replacing("\n", with: "%0A")
        .replacing("\r", with: "%0D")
    }.joined(separator: "/")
  }
}
